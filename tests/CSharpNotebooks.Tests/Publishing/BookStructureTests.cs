using Xunit;
using static CSharpNotebooks.Tests.SampleBook;

namespace CSharpNotebooks.Tests;

public sealed class BookStructureTests
{
    // A PNG of 1 x 1 pixels.
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public void The_index_names_each_notebook_with_number_title_question_and_reading_time()
    {
        using var book = new SampleBook(
            ("02-elbo.ipynb", [NotebookCell.Markdown("# The bound\nThis is about 1.5 things. How far is $\\log p.x$ from it? Far.")]),
            ("notes.ipynb", [NotebookCell.Code("1 + 1")]));
        var index = File.ReadAllText(book.Index);
        Assert.Contains("<a href=\"02-elbo.html\">", index);
        Assert.Contains("<span class=\"number\">2</span>", index);
        Assert.Contains("<strong>The bound</strong>", index);
        Assert.Contains("<span class=\"question\">How far is <span class=\"math\">\\log p.x</span> from it?</span>", index);
        Assert.Contains("<small>1 min read</small>", index);
        Assert.Contains("<strong>notes</strong>", index);
    }

    [Fact]
    public void Parts_stand_above_the_notebooks_that_belong_to_them()
    {
        using var folder = new SampleBook(("x.ipynb", []));
        BookNotebook Notebook(string name) => new(name, NotebookDocument.Create(name));
        var path = Book.Write([Notebook("01-a.ipynb"), Notebook("02-b.ipynb"), Notebook("04-c.ipynb")], folder.Folder, new BookOptions { Parts = [new("Theory", 1), new("Practice", 3)] });
        var index = File.ReadAllText(path);
        string[] order = ["<h2>Theory</h2>", "01-a.html", "02-b.html", "<h2>Practice</h2>", "04-c.html"];
        var places = order.Select(text => index.IndexOf(text, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void A_new_book_replaces_the_earlier_one_in_its_folder_and_nothing_else()
    {
        using var book = new SampleBook(("01-kept.ipynb", []), ("02-removed.ipynb", [Code("plot", Display(("image/png", Png)))]));
        var own = Path.Combine(book.Folder, "own.html");
        File.WriteAllText(own, "<p>not of the book</p>");
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(book.Folder, "images")));

        Book.Write([new("01-kept.ipynb", NotebookDocument.Create("01-kept"))], book.Folder);

        Assert.Equal(["01-kept.html", "index.html", "own.html"], Directory.GetFiles(book.Folder, "*.html").Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetFiles(Path.Combine(book.Folder, "images")));
    }

    [Fact]
    public void A_page_has_contents_with_unique_anchors_and_links_to_its_neighbours()
    {
        using var book = new SampleBook(
            ("01-a.ipynb", [NotebookCell.Markdown("# A")]),
            ("02-b.ipynb", [NotebookCell.Markdown("# B\n## Check"), NotebookCell.Markdown("## Check\n### Top")]),
            ("03-c.ipynb", [NotebookCell.Markdown("# C")]));
        var page = book.Page("02-b.html");
        Assert.Contains("<a href=\"#check\">Check</a>", page);
        Assert.Contains("<a href=\"#check-2\">Check</a>", page);
        Assert.Contains("<h2 id=\"check-2\">", page);
        Assert.Contains("<h3 id=\"top-2\">", page);
        Assert.Contains("class=\"prev\" href=\"01-a.html\"", page);
        Assert.Contains("class=\"next\" href=\"03-c.html\"", page);
        Assert.DoesNotContain("class=\"prev\"", book.Page("01-a.html"));
    }

    [Theory]
    [InlineData("02-b.ipynb", "02-b.html")]
    [InlineData("./02-b.ipynb#The%20Bound,%20twice", "02-b.html#the-bound-twice")]
    [InlineData("#The-Bound", "#the-bound")]
    [InlineData("https://example.org/a?b=1", "https://example.org/a?b=1")]
    public void Links_lead_to_pages_of_the_book_or_to_the_web(string written, string expected)
    {
        using var book = new SampleBook(("01-a.ipynb", [NotebookCell.Markdown($"# A\n[go]({written})")]), ("02-b.ipynb", [NotebookCell.Markdown("# B")]));
        Assert.Contains($"<a href=\"{expected}\"", book.Page("01-a.html"));
    }

    [Theory]
    [InlineData("09-missing.ipynb")]
    [InlineData("../README.md")]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//example.org/x")]
    public void A_link_that_leads_nowhere_safe_becomes_plain_text(string written)
    {
        using var book = new SampleBook(("01-a.ipynb", [NotebookCell.Markdown($"# A\nplease [go *now*]({written}) there")]));
        Assert.Contains("please go <em>now</em> there", book.Page("01-a.html"));
    }

    [Fact]
    public void Outputs_show_their_richest_safe_form_and_pictures_carry_words()
    {
        using var book = new SampleBook(("01-a.ipynb",
        [
            Code("a", Display(("image/png", Png), ("text/plain", "a grey dot"))),
            Code("b", Display(("text/html", "<table><tr><td>cell</td></tr></table>"), ("text/plain", "never"))),
            Code("c", Stream("10%\r100%\n"), Stream("\u001b[31mred\u001b[0m\n"), Stream("oops\n", "stderr")),
            Code("d", Error("Error", "it < broke", "\u001b[31mit < broke\u001b[0m", "   at cell[1]:line 2")),
            Code("e", Display(("text/latex", "$$x^2$$"))),
        ]));
        var page = book.Page("01-a.html");
        Assert.Contains("<img src=\"images/01-a-1.png\" alt=\"a grey dot\" loading=\"lazy\" width=\"1\" height=\"1\">", page);
        Assert.Equal(Convert.FromBase64String(Png), File.ReadAllBytes(Path.Combine(book.Folder, "images/01-a-1.png")));
        Assert.Contains("<td>cell</td>", page);
        Assert.DoesNotContain("never", page);
        Assert.Contains("<div class=\"output stdout\"><pre tabindex=\"0\">100%\nred</pre></div>", page);
        Assert.Contains("<div class=\"output stderr\">", page);
        Assert.Contains("<strong>Error</strong>: it &lt; broke</p><pre tabindex=\"0\">it &lt; broke\n   at cell[1]:line 2</pre>", page);
        Assert.Contains("<span class=\"math display\">x^2</span>", page);
        Assert.Contains("<span class=\"cover\"><img src=\"images/01-a-1.png\" alt=\"\"", File.ReadAllText(book.Index));
    }

    [Fact]
    public void A_book_needs_no_network_and_carries_KaTeX_with_its_licence()
    {
        using var book = new SampleBook(("01-a.ipynb", [NotebookCell.Markdown("# A\n$x$")]), ("02-b.ipynb", [NotebookCell.Markdown("# B")]));
        Assert.Contains("default-src 'none'; script-src 'self';", book.Page("01-a.html"));
        Assert.Contains("assets/katex.min.js", book.Page("01-a.html"));
        Assert.DoesNotContain("assets/katex.min.js", book.Page("02-b.html"));
        foreach (var asset in new[] { "book.css", "book.js", "theme.js", "katex.min.css", "katex.min.js", "katex-LICENSE.txt", "fonts/KaTeX_Main-Regular.woff2" })
            Assert.True(new FileInfo(Path.Combine(book.Folder, "assets", asset)).Length > 200, asset);
    }

    [Fact]
    public void A_book_without_notebooks_is_refused() => Assert.Throws<ArgumentException>(() => Book.Write([], "nowhere"));
}
