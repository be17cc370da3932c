using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class InspectionTests
{
    private static void RequireReferencePack() =>
        Assert.SkipWhen(FrameworkReferences.Find().Count == 0, "The documentation of the framework is in its reference pack, which comes with the SDK.");

    [Theory]
    [InlineData("Console.Write|Line(\"a\")", "void Console.WriteLine(string? value)", "Writes the specified string value")]
    [InlineData("Console.WriteLine|(\"a\")", "void Console.WriteLine(string? value)", "Writes the specified string value")]
    [InlineData("Console.WriteLine(\"a|\")", "void Console.WriteLine(string? value)", "Writes the specified string value")]
    [InlineData("Console.WriteLine(|", "void Console.WriteLine(", "to the standard output stream")]
    [InlineData("Math.Max(1, |)", "Math.Max(", "Returns the larger of two")]
    [InlineData("Math.Max(1, Math.Mi|n(2, 3))", "int Math.Min(int val1, int val2)", "Returns the smaller of two")]
    [InlineData("Math.Max(1, Math.Min(2, 3)|)", "int Math.Max(int val1, int val2)", "Returns the larger of two")]
    [InlineData("new List<string>(|)", "List<string>.List()", "Initializes a new instance of the List<T> class")]
    [InlineData("List<int> l = new(|);", "List<int>.List()", "Initializes a new instance of the List<T> class")]
    [InlineData("Li|st<int> l;", "class System.Collections.Generic.List<T>", "Represents a strongly typed list")]
    [InlineData("DateTime.No|w", "DateTime DateTime.Now { get; }", "current date and time")]
    [InlineData("\"a\".|Length", "int string.Length { get; }", "Gets the number of characters")]
    [InlineData("new[] { 1 }.Su|m()", "int IEnumerable<int>.Sum()", "Computes the sum")]
    [InlineData("\"a\"?.Substring(|)", "string string.Substring(", "Retrieves a substring")]
    [InlineData("str|ing s;", "class System.String", "Represents text")]
    public async Task The_framework_is_documented(string marked, string signature, string summary)
    {
        RequireReferencePack();
        var inspection = await new Questions().InspectAsync(marked);

        Assert.Contains(signature, inspection!.Plain.Split("\n\n")[0]);
        Assert.Contains(summary, inspection.Plain);
    }

    [Theory]
    [InlineData("Are|a(1, 2)", "double Area(double width, double height)\n\nThe area of a rectangle.")]
    [InlineData("Area(1, |", "double Area(double width, double height)\n\nThe area of a rectangle.")]
    [InlineData("Squ|are s;", "class Square\n\nIt has four sides.")]
    [InlineData("new Square().Si|de", "double Square.Side { get; }\n\nHow long each is.")]
    [InlineData("tot|al", "(field) List<double> total")]
    [InlineData("{ var inner = total; inn|er.Clear(); }", "(local variable) List<double> inner")]
    public async Task Names_of_earlier_cells_are_known(string marked, string expected)
    {
        var questions = new Questions(
            "/// <summary>The area of a rectangle.</summary>\n/// <param name=\"width\">In metres.</param>\n"
            + "double Area(double width, double height) => width * height;",
            "/// <summary>It has <c>four</c> sides.</summary>\nclass Square\n{\n/// <summary>How long each is.</summary>\npublic double Side { get; }\n}",
            "var total = new List<double>();");

        Assert.StartsWith(expected, await questions.PlainAsync(marked));
    }

    [Fact]
    public async Task Documentation_beside_an_assembly_is_found() =>
        Assert.Contains("Shows a value now, in order with everything else", await new Questions().PlainAsync("displ|ay(1)"));

    [Fact]
    public async Task Parameters_are_explained_where_arguments_stand()
    {
        var inspection = await new Questions().InspectAsync("display(1, |)");

        Assert.Contains("value: Any value.", inspection!.Plain);
        Assert.Contains("- `mimeTypes`: The forms to show; none for all that are known.", inspection.Markdown);
    }

    [Fact]
    public async Task Markdown_shows_the_signature_as_code_and_escapes_the_words()
    {
        var questions = new Questions(
            "/// <summary>Takes <paramref name=\"n\"/> of *_all_* [links](x), a <see cref=\"List{T}\"/>.</summary>\nint Take(int n) => n;");

        Assert.Equal(
            "```csharp\nint Take(int n)\n```\n\nTakes `n` of \\*\\_all\\_\\* \\[links\\](x), a `List<T>`.",
            (await questions.InspectAsync("Tak|e(1)"))!.Markdown);
    }

    [Fact]
    public async Task More_detail_gives_the_exceptions_too()
    {
        RequireReferencePack();
        var questions = new Questions();

        Assert.DoesNotContain("FormatException", (await questions.InspectAsync("int.Par|se(\"1\")"))!.Plain);
        Assert.Contains("FormatException", (await questions.InspectAsync("int.Par|se(\"1\")", detailLevel: 1))!.Plain);
    }

    [Theory]
    [InlineData("// Console.Wri|teLine")]
    [InlineData("1 +| 1")]
    [InlineData("nowh|ere")]
    [InlineData("|")]
    [InlineData("\"te|xt\"")]
    public async Task Of_other_places_nothing_is_known(string marked) => Assert.Null(await new Questions().InspectAsync(marked));
}
