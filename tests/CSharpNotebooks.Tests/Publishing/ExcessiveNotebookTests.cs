using Xunit;
using static CSharpNotebooks.Tests.SampleBook;

namespace CSharpNotebooks.Tests;

/// <summary>Cells that no person writes. Without its limits the book ends the process (a stack that overflows) or does not end at all.</summary>
public sealed class ExcessiveNotebookTests
{
    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("a<")]
    [InlineData("$\"{")]
    [InlineData("a switch{")]
    [InlineData("delegate*<")]
    [InlineData("a?")]
    [InlineData("#if A\n")]
    [InlineData("!", "#if ")]
    [InlineData("{a:", "a is ")]
    public void Source_of_any_nesting_is_shown(string repeated, string start = "")
    {
        var source = start + Many(repeated, 12_000);
        using var book = new SampleBook(("a.ipynb", [NotebookCell.Code(source)]));
        Assert.Contains($"<code>{System.Net.WebUtility.HtmlEncode(source)}</code>", book.Page("a.html"));
    }

    [Fact]
    public void Ordinary_source_keeps_its_colours()
    {
        var source = string.Concat(Enumerable.Range(0, 400).Select(i => $"if (a < {i} ? b : c) f(x[{i}], $\"{{y:0.0}}\"); // :( {i}\n"));
        Assert.Contains("hl-keyword", CSharpHighlighter.Html(source[..(source.IndexOf("// :( 150", StringComparison.Ordinal))]));
    }

    [Theory]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("*a _b ")]
    [InlineData("[a")]
    [InlineData("*")]
    [InlineData("[a]: b\n")]
    public void Prose_of_any_nesting_is_shown(string repeated)
    {
        using var book = new SampleBook(("a.ipynb", [NotebookCell.Markdown(Many(repeated, 20_000)), NotebookCell.Markdown("# Kept\nWhy?")]));
        Assert.Contains("<h1 id=\"kept\">Kept</h1>", book.Page("a.html"));
    }

    [Fact]
    public void A_heading_that_comes_very_often_has_an_address_each_time()
    {
        var page = new MarkdownHtml(new NotebookLinks([]));
        for (var cell = 0; cell < 5; cell++) page.Render(Many("# a\n\n", 20_000));
        Assert.Equal("a-100000", page.Headings[^1].Id);
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<ul><li>x")]
    [InlineData("<b><p>x")]
    [InlineData("<table><tr><td>x")]
    [InlineData("<svg><g>")]
    [InlineData("calc(", "<p style=\"width:")]
    [InlineData("calc(", "<style>p { width:")]
    public void Html_of_any_nesting_gives_way_to_the_words(string repeated, string start = "")
    {
        var html = start + Many(repeated, 100_000);
        using var book = new SampleBook(("a.ipynb", [Code("x", Display(("text/html", html), ("text/plain", "the words")))]));
        Assert.Contains("<pre tabindex=\"0\">the words</pre>", book.Page("a.html"));
    }

    [Fact]
    public void Very_many_attributes_are_passed_over()
    {
        var attributes = string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"a{i}=1 "));
        Assert.Equal("<p>kept</p>", SafeHtml.Of($"<p {attributes}>kept</p>"));
    }

    [Fact]
    public void Very_many_pieces_of_a_stream_are_one_text()
    {
        var pieces = Enumerable.Range(0, 100_000).Select(i => Stream(new string('x', 20) + "\n")).ToArray();
        using var book = new SampleBook(("a.ipynb", [Code("x", pieces)]));
        Assert.Equal(1, book.Page("a.html").Split("class=\"output stdout\"").Length - 1);
    }

    [Fact]
    public void Very_many_equal_cells_have_an_id_each()
    {
        var cells = string.Join(',', Enumerable.Repeat("""{"cell_type":"raw","source":"","metadata":{}}""", 20_000));
        var document = NotebookDocument.Parse($$"""{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{{cells}}]}""", "a");
        document.Normalise();
        Assert.Equal(20_000, document.Cells.Select(cell => cell.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(0xFF, 0xFF, 0xFF, 0xFF)]
    [InlineData(0x7F, 0xFF, 0xFF, 0xFF)]
    [InlineData(0, 0, 0, 0)]
    public void A_picture_of_an_unbelievable_size_keeps_no_room_free(params int[] width)
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, .. "IHDR"u8, .. width.Select(b => (byte)b), 0, 0, 0, 1, 8];
        var picture = PictureFile.TryRead("image/png", Convert.ToBase64String(png))!;
        Assert.Equal((null, null), (picture.Width, picture.Height));
    }

    private static string Many(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
