using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class CompletionTests
{
    [Fact]
    public async Task Members_follow_a_dot()
    {
        var items = (await new Questions().CompleteAsync("\"abc\".|")).Items;

        Assert.Contains(new CompletionEntry("Length", "property"), items);
        Assert.Contains(new CompletionEntry("Substring", "method"), items);
        Assert.Contains(new CompletionEntry("Select", "method"), items); // An extension method of System.Linq, which every cell imports.
        Assert.DoesNotContain(items, item => item.Kind is "keyword" or "text");
        Assert.Equal(items.Count, items.DistinctBy(item => item.Text).Count());
    }

    [Theory]
    [InlineData("text.|", "Length")]
    [InlineData("numbers[0].|", "CompareTo")]
    [InlineData("Twice(1).|", "CompareTo")]
    [InlineData("new Point(1, 2).|", "Across")]
    [InlineData("points.First().|", "Down")]
    [InlineData("(Poi|", "Point")]
    [InlineData("num|", "numbers")]
    [InlineData("Twi|", "Twice")]
    [InlineData("var stopwatch = new Stopw|", "Stopwatch")]
    [InlineData("Sqr|", "Sqrt")]
    [InlineData("points.Select(p => p.|)", "Across")]
    public async Task Earlier_cells_are_known(string marked, string expected)
    {
        var questions = new Questions(
            "using System.Diagnostics;\nusing static System.Math;\nvar text = \"a\";",
            "var numbers = new List<int> { 1 };\nint Twice(int n) => 2 * n;",
            "record Point(int Across, int Down);",
            "var points = new[] { new Point(1, 2) };");

        Assert.Contains(expected, await questions.TextsAsync(marked));
    }

    [Fact]
    public async Task A_redefined_variable_has_its_latest_type()
    {
        var questions = new Questions("var x = 1;\nvar y = 1;", "var x = \"text\";\nstring F() => \"\";", "int F(int n) => n;");

        Assert.Contains("Length", await questions.TextsAsync("x.|"));
        Assert.Single(await questions.TextsAsync("x|"), "x");
        questions.Commit("var x = DateTime.Now;");
        Assert.Contains("Year", await questions.TextsAsync("x.|"));
        Assert.DoesNotContain("Length", await questions.TextsAsync("x.|"));
        Assert.Contains("Length", await questions.TextsAsync("F().|"));
        Assert.Contains("CompareTo", await questions.TextsAsync("F(1).|"));
    }

    [Theory]
    [InlineData("using Sys|", "System", "module")]
    [InlineData("using System.Di|", "Diagnostics", "module")]
    [InlineData("fore|", "foreach", "keyword")]
    [InlineData("dis|", "display", "method")]
    [InlineData("HT|", "HTML", "method")]
    [InlineData("inp|", "input", "method")]
    [InlineData("1.Disp|", "Display", "method")]
    [InlineData("Console.Wri|", "WriteLine", "method")]
    [InlineData("DayOfWeek.Mon|", "Monday", "constant")]
    [InlineData("string.Join(sep|", "separator:", "param")]
    [InlineData("int F(int depth) => dep|", "depth", "param")]
    [InlineData("{ int local = 1; loc|", "local", "instance")]
    [InlineData("List<Strin|", "StringBuilder", "class")]
    [InlineData("$\"{Mat|}\"", "Math", "class")]
    [InlineData("var café = 1; caf|", "café", "instance")]
    public async Task What_was_typed_is_completed(string marked, string text, string kind) =>
        Assert.Contains(new CompletionEntry(text, kind), (await new Questions().CompleteAsync(marked)).Items);

    [Fact]
    public async Task Only_what_begins_like_the_typed_letters_is_offered()
    {
        Assert.All(await new Questions().TextsAsync("Console.WRI|"), text => Assert.StartsWith("Wri", text));
        Assert.Equal("Convert", (await new Questions().TextsAsync("Conver|"))[0]);
        Assert.Equal("convert", (await new Questions("var convert = 1;").TextsAsync("conver|"))[0]);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_type_whose_using_is_missing_is_offered_with_its_namespace()
    {
        var questions = new Questions();
        await questions.Assistant.WarmUpAsync(TestContext.Current.CancellationToken);

        // Roslyn fills its index of such types in the background, and offers what is in it.
        var found = await questions.TextsAsync("var w = new Stopw|");
        for (; !found.Contains("System.Diagnostics.Stopwatch"); found = await questions.TextsAsync("var w = new Stopw|"))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain(await questions.TextsAsync("St|"), text => text.Contains('.'));
    }

    [Theory]
    [InlineData("var s = \"abc |\";")]
    [InlineData("var s = @\"abc.|\";")]
    [InlineData("// Console.|")]
    [InlineData("/* Con| */ 1")]
    [InlineData("var c = '|';")]
    [InlineData("var unknown = nowhere.|")]
    public async Task Nothing_is_offered_where_nothing_can_be_known(string marked) => Assert.Empty((await new Questions().CompleteAsync(marked)).Items);

    [Theory]
    [InlineData("Console.Wri|te(1)", "Write")]
    [InlineData("Cons|", "Cons")]
    [InlineData("var x = Mat|h.PI", "Math")]
    [InlineData("#!time\n\nConsole.Wri|te(1)", "Write")]
    public async Task The_whole_word_at_the_cursor_is_replaced(string marked, string replaced)
    {
        var found = await new Questions().CompleteAsync(marked);

        Assert.NotEmpty(found.Items);
        Assert.Equal(replaced, marked.Remove(marked.IndexOf('|'), 1)[found.Start..found.End]);
    }

    [Fact]
    public async Task A_cursor_outside_of_the_text_is_put_at_its_end() =>
        Assert.NotEmpty((await new Questions().Assistant.CompleteAsync("Console.Wri", 1000, TestContext.Current.CancellationToken)).Items);

    [Fact]
    public async Task A_question_can_be_given_up() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Questions().Assistant.CompleteAsync("Con", 3, new CancellationToken(canceled: true)));
}
