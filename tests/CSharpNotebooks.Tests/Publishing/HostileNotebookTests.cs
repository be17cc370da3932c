using System.Text;
using BookTests;
using Xunit;
using static CSharpNotebooks.Tests.SampleBook;

namespace CSharpNotebooks.Tests;

/// <summary>A notebook is arbitrary code: whatever it prints, the page stays inert. Each payload would set <c>window.pwned</c> or ask the network.</summary>
public sealed class HostileNotebookTests
{
    private const string Run = "window.pwned=1";

    [Fact]
    public void Printed_and_thrown_markup_is_text()
    {
        using var book = Hostile();
        var page = book.Page("evil-b-x-b.html");
        Assert.DoesNotContain($"<script>{Run}", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;window.pwned=1&lt;/script&gt; printed", page);
        Assert.Contains("&lt;script&gt;window.pwned=1&lt;/script&gt; thrown", page);
        Assert.Contains("&lt;script&gt;window.pwned=1&lt;/script&gt; in prose", page);
        Assert.DoesNotContain("href=\"javascript", page, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("<script>window.pwned=1</script>kept", "kept")]
    [InlineData("<p onclick=\"window.pwned=1\" id=\"theme\" name=\"x\">kept</p>", "<p>kept</p>")]
    [InlineData("<a href=\"javascript:window.pwned=1\">kept</a>", "<a rel=\"noopener noreferrer\">kept</a>")]
    [InlineData("<a href=\"//evil.example/x\">kept</a>", "<a rel=\"noopener noreferrer\">kept</a>")]
    [InlineData("<a href=\"\\\\evil.example\\x\">kept</a>", "<a rel=\"noopener noreferrer\">kept</a>")]
    [InlineData("<a href=\"../../secret.html\">kept</a>", "<a rel=\"noopener noreferrer\">kept</a>")]
    [InlineData("<a href=\"vbscript:x\" ping=\"http://evil.example\" target=\"_top\">kept</a>", "<a rel=\"noopener noreferrer\">kept</a>")]
    [InlineData("<a href=\"https://example.org/a\">kept</a>", "<a href=\"https://example.org/a\" rel=\"noopener noreferrer\">kept</a>")]
    [InlineData("<div class=\"contents bar\"><p class=\"chart vae-symbol\">kept</p></div>", "<div><p class=\"vae-symbol\">kept</p></div>")]
    [InlineData("<a href=\"data:text/html,x\">kept</a>", "<a rel=\"noopener noreferrer\">kept</a>")]
    [InlineData("<style>p { display: none }</style><p>kept</p>", "<p>kept</p>")]
    [InlineData("<form action=\"http://evil.example\"><input></form>kept", "kept")]
    [InlineData("<iframe srcdoc=\"<script>window.pwned=1</script>\"></iframe>kept", "kept")]
    [InlineData("<svg onload=\"window.pwned=1\"><script>window.pwned=1</script></svg>kept", "kept")]
    [InlineData("<math><mtext><table><mglyph><style><img src=x onerror=window.pwned=1>", null)]
    [InlineData("<p style=\"position:fixed;color:red;background-image:url(http://evil.example/x)\">kept</p>", "<p style=\"color: rgba(255, 0, 0, 1)\">kept</p>")]
    [InlineData("<img src=\"http://evil.example/x.png\">kept", "<img alt=\"Picture without a description\">kept")]
    [InlineData("<img src=\"data:image/svg+xml;base64,PHN2Zy8+\" alt=\"a\">kept", "<img alt=\"a\">kept")]
    [InlineData("<meta http-equiv=\"refresh\" content=\"0;url=http://evil.example\"><base href=\"http://evil.example\"><link rel=\"stylesheet\" href=\"http://evil.example\">", null)]
    public void Only_the_allow_list_of_html_is_left(string html, string? expected) => Assert.Equal(expected, SafeHtml.Of(html));

    [Fact]
    public void What_course_outputs_need_is_kept()
    {
        const string verdict = "<div class=\"vae-verdict\" style=\"border-left: 4px solid #1f8f4e; padding: 2px 10px\"><strong>passed</strong></div>";
        var safe = SafeHtml.Of(verdict)!;
        Assert.Contains("class=\"vae-verdict\"", safe);
        Assert.Contains("border-left: 4px solid", safe);
        var images = SafeHtml.Of("<div style=\"display:inline-grid;grid-template-columns:auto minmax(0,max-content)\"><img alt=\"digits\" style=\"image-rendering:pixelated\" src=\"data:image/png;base64,AAAA\"></div>")!;
        Assert.Contains("display: inline-grid", images);
        Assert.Contains("grid-template-columns: auto minmax(0, max-content)", images);
        Assert.Contains("image-rendering: pixelated", images);
        Assert.Contains("src=\"data:image/png;base64,AAAA\"", images);
    }

    [Fact]
    public void Names_never_lead_out_of_the_folder()
    {
        using var book = new SampleBook(
            ("../../evil.ipynb", [NotebookCell.Markdown("# 1")]), ("..\\evil.ipynb", [NotebookCell.Markdown("# 2")]), ("index.ipynb", [NotebookCell.Markdown("# 3")]),
            ("\u6f5c.ipynb", [NotebookCell.Markdown("# 4")]), ("CON\0<>|.ipynb", [NotebookCell.Markdown("# 5")]));
        Assert.Equal(["con.html", "evil-2.html", "evil.html", "index-2.html", "index.html", "notebook.html"], Directory.GetFiles(book.Folder, "*.html").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal([Path.Combine(book.Parent, "out")], Directory.GetFileSystemEntries(book.Parent));
        Assert.Equal([book.Folder], Directory.GetFileSystemEntries(Path.Combine(book.Parent, "out")));
    }

    [Fact]
    public void An_asset_of_a_renderer_cannot_be_written_elsewhere()
    {
        using var folder = new SampleBook(("x.ipynb", []));
        var options = new BookOptions { Renderers = [new EscapingRenderer()] };
        Assert.Throws<IOException>(() => Book.Write([new BookNotebook("a.ipynb", NotebookDocument.Create("a"))], folder.Folder, options));
        Assert.False(File.Exists(Path.Combine(folder.Parent, "out", "escaped.js")));
    }

    [Fact]
    public void Pictures_that_are_none_are_left_out_with_a_note()
    {
        using var book = Hostile();
        Assert.Contains("says it is a picture, but is none", book.Page("evil-b-x-b.html"));
        Assert.False(Directory.Exists(Path.Combine(book.Folder, "images")));
    }

    [Fact]
    public async Task A_browser_runs_nothing_of_it_and_asks_nothing_of_the_network()
    {
        using var book = Hostile();
        await using var browser = await BookInspection.StartOrSkipAsync();
        await browser.OpenAsync(Path.Combine(book.Folder, "evil-b-x-b.html"));
        Assert.True((await browser.EvaluateAsync("window.pwned === undefined"))!.GetValue<bool>());
        const string forbidden = "main script, main iframe, main form, main style, main [onclick], main [onerror], main a[href^=javascript i]";
        Assert.Equal("", (await browser.EvaluateAsync($"[...document.querySelectorAll('{forbidden}')].map(e => e.outerHTML).join()"))!.GetValue<string>());
        Assert.All(browser.Requests, address => Assert.Matches("^(file|data):", address));
        Assert.Empty(browser.Complaints);
    }

    private static SampleBook Hostile()
    {
        const string script = $"<script>{Run}</script>";
        var svg = $"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"{Run}\">{script}<image href=\"http://evil.example/y\"/></svg>";
        return new SampleBook(("evil<b>x<b>.ipynb",
        [
            NotebookCell.Markdown($"# Title {script}\n{script} in prose\n\n<img src=x onerror=\"{Run}\">\n\n## {script}\n[a](javascript:{Run}) <javascript:{Run}> ![b](http://evil.example/b.png)"),
            NotebookCell.Markdown($"$\\href{{javascript:{Run}}}{{x}}$ and $</span>{script}$\n\n## a {{onclick={Run}}}\n\n```\"><img src=x onerror={Run}>\n{script}\n```"),
            Code($"// {script}\n#r \"{script}\"", Stream(script + " printed"), Error(script, script + " thrown", script)),
            Code("html", Display(("text/html", $"{script}<img src=x onerror=\"{Run}\"><iframe srcdoc=\"{script}\"></iframe><a href=\"javascript:{Run}\">x</a><style>body {{ display: none }}</style>"))),
            Code("png", Display(("image/png", Convert.ToBase64String(Encoding.UTF8.GetBytes(script))), ("text/plain", "\" onerror=\"" + Run))),
            Code("svg", Display(("image/svg+xml", svg), ("text/plain", "\" onerror=\"" + Run))),
            Code("odd", Display(($"x/{script}", "1"))),
            Code("markdown", Display(("text/markdown", $"{script} [x](javascript:{Run})"))),
        ]));
    }

    private sealed class EscapingRenderer : IOutputRenderer
    {
        public string MimeType => "x/y";

        public IReadOnlyList<BookAsset> Assets { get; } = [new("../../escaped.js", () => [1])];

        public string Render(System.Text.Json.Nodes.JsonNode value, string textAlternative) => "";

        public string? Thumbnail(System.Text.Json.Nodes.JsonNode value) => null;
    }
}
