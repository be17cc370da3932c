using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class DirectiveLineTests
{
    [Theory]
    [InlineData("#r \"nuget: X, 1.0\"\n#!time\nvar x = \"a\";\nx.|")]
    [InlineData("#r \"nuget: X, 1.0\"\r\n#!time\r\nvar x = \"a\";\r\nx.|")]
    [InlineData("#!markdown\n# It's prose\n#!csharp\nvar x = \"\"\"\n#r \"is text\"\n\"\"\";\nx.|")]
    public async Task Code_below_directives_is_completed(string marked)
    {
        var found = await new Questions().CompleteAsync(marked);

        Assert.Contains("Length", Questions.Texts(found));
        Assert.Equal((marked.IndexOf('|'), marked.IndexOf('|')), (found.Start, found.End));
    }

    [Theory]
    [InlineData("#!t|", "#!time")]
    [InlineData("1\n  #!mar|kdown", "#!markdown")]
    [InlineData("#loa|", "load")]
    [InlineData("#!|", "#!csharp #!html #!import #!markdown #!set #!time")]
    [InlineData("#r \"nuget: |\"", "")]
    [InlineData("#!markdown\nCon|", "")]
    public async Task Names_of_directives_are_completed(string marked, string expected) =>
        Assert.Equal(expected, string.Join(' ', await new Questions().TextsAsync(marked)));

    [Fact]
    public async Task A_directive_is_replaced_as_a_whole()
    {
        var found = await new Questions().CompleteAsync("1\n  #!ti|mer\n2");

        Assert.Equal((4, 11), (found.Start, found.End));
    }

    [Fact]
    public async Task Directives_and_prose_are_not_inspected()
    {
        Assert.Null(await new Questions().InspectAsync("#r \"System.Conso|le\""));
        Assert.Null(await new Questions().InspectAsync("#!markdown\nConsole.Wri|te"));
    }
}
