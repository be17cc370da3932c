using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class CSharpHighlighterTests
{
    [Theory]
    [InlineData("var x = 1L;", "<span class=\"hl-keyword\">var</span> x = <span class=\"hl-number\">1L</span>;")]
    [InlineData("x // why", "x <span class=\"hl-comment\">// why</span>")]
    [InlineData("f(\"a\")", "<span class=\"hl-call\">f</span>(<span class=\"hl-string\">&quot;a&quot;</span>)")]
    [InlineData("(List<int>)y", "(<span class=\"hl-type\">List</span>&lt;<span class=\"hl-keyword\">int</span>&gt;)y")]
    [InlineData("#r \"nuget: X, 1\"\n1", "<span class=\"hl-directive\">#r &quot;nuget: X, 1&quot;\n</span><span class=\"hl-number\">1</span>")]
    public void Each_kind_of_token_has_its_class(string source, string expected) => Assert.Equal(expected, CSharpHighlighter.Html(source));

    [Theory]
    [InlineData("#!time\nvar value = from; // {")]
    [InlineData("#r \"a\"\nint x = ;;; class { \"unclosed\n@#$ \u6f5c")]
    [InlineData("$\"a{b:0.0}c\" + \"\"\"\n  raw\n  \"\"\" + 'c'\r\n#if X\nno\n#endif")]
    [InlineData("")]
    public void Nothing_of_the_source_is_lost_even_when_it_does_not_compile(string source) =>
        Assert.Equal(source, WebUtility.HtmlDecode(Regex.Replace(CSharpHighlighter.Html(source), "</?span[^>]*>", "")));
}
