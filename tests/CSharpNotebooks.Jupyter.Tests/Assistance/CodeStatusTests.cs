using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class CodeStatusTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1 + 1")]
    [InlineData("var x = 1;")]
    [InlineData("if (x) { }")]
    [InlineData("int F() => 1;")]
    [InlineData("Unknown.Name(1)")]
    [InlineData("#!time\n#r \"nuget: X\"\n1")]
    [InlineData("#!markdown\n{ It's prose")]
    [InlineData("// only a comment")]
    [InlineData("await Task.Delay(1)")]
    [InlineData("return 1;")]
    public void Complete_code_runs(string code) => Assert.IsType<CodeStatus.Complete>(CodeAssistant.IsComplete(code));

    [Theory]
    [InlineData("if (x) {", 4)]
    [InlineData("if (x) {\n    F(1,", 8)]
    [InlineData("class A\n{\n    void F()\n    {\n    }\n", 4)]
    [InlineData("new[] {", 4)]
    [InlineData("F(", 4)]
    [InlineData("var x =", 0)]
    [InlineData("var x = 1", 0)]
    [InlineData("1 +", 0)]
    [InlineData("/* a comment {", 0)]
    [InlineData("var s = \"\"\"\n  {", 0)]
    [InlineData("var s = @\"{", 0)]
    [InlineData("if (x)", 0)]
    [InlineData("#!time\nfor (;;) {", 4)]
    public void Unfinished_code_waits_for_more(string code, int indent) =>
        Assert.Equal(new CodeStatus.Incomplete(new string(' ', indent)), CodeAssistant.IsComplete(code));

    [Theory]
    [InlineData("}")]
    [InlineData("if (x) { } }")]
    [InlineData("var s = \"open;\n")]
    [InlineData("F(1;")]
    [InlineData("int int;")]
    public void Code_that_nothing_can_complete_is_invalid(string code) => Assert.IsType<CodeStatus.Invalid>(CodeAssistant.IsComplete(code));
}
