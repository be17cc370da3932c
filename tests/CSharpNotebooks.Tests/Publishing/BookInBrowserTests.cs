using BookTests;
using Xunit;
using static CSharpNotebooks.Tests.SampleBook;

namespace CSharpNotebooks.Tests;

public sealed class BookInBrowserTests
{
    private static SampleBook Book() => new(
        ("01-a.ipynb",
        [
            NotebookCell.Markdown("# A\nWhat is $\\mathbb{E}_q[x]$?\n\n## Sums\n$$\n\\sum_{i=1}^n x_i\\,\\frac{a}{b}\n$$\n\nInside $$a < b$$ a line.\n\n| a | b |\n|---|---|\n| " + new string('x', 300) + " | $p(x\\mid z)$ |"),
            Code("var x = \"" + new string('y', 300) + "\";", Stream(new string('z', 300))),
            Code("table", Display(("text/html", $"<table><tr><td style=\"white-space:nowrap\">{new string('w', 300)}</td></tr></table>"))),
        ]),
        ("02-b.ipynb", [NotebookCell.Markdown("# B\n" + string.Join("\n\n", Enumerable.Range(1, 9).Select(i => $"## Part {i}\n{string.Concat(Enumerable.Repeat("word ", 300))}")))]));

    [Fact]
    public async Task Every_page_is_whole_quiet_inert_and_offline()
    {
        using var book = Book();
        await BookInspection.AssertEveryPageIsWholeAsync(book.Folder);
    }

    [Fact]
    public async Task The_colours_follow_the_system_until_the_reader_chooses_and_the_choice_is_remembered()
    {
        using var book = Book();
        await using var browser = await BookInspection.StartOrSkipAsync();
        await browser.PreferColoursAsync("dark");
        await browser.OpenAsync(book.Index);
        Assert.True(await IsDarkAsync(browser));
        await browser.EvaluateAsync("document.getElementById('theme').click()");
        Assert.False(await IsDarkAsync(browser));
        await browser.OpenAsync(Path.Combine(book.Folder, "02-b.html"));
        Assert.False(await IsDarkAsync(browser));
    }

    [Fact]
    public async Task The_contents_stand_beside_the_text_on_a_desktop_and_fold_on_a_phone()
    {
        using var book = Book();
        await using var browser = await BookInspection.StartOrSkipAsync();
        await browser.SetSizeAsync(1400, 900, isPhone: false);
        await browser.OpenAsync(Path.Combine(book.Folder, "02-b.html"));
        Assert.True(await TrueAsync(browser, "document.querySelector('.contents details').open"));
        Assert.True(await TrueAsync(browser, "document.querySelector('.contents').getBoundingClientRect().right <= document.querySelector('main').getBoundingClientRect().left"));
        await browser.SetSizeAsync(390, 844, isPhone: true);
        await browser.WaitAsync("!document.querySelector('.contents details').open");
    }

    private static Task<bool> IsDarkAsync(Chromium browser) => TrueAsync(browser, "getComputedStyle(document.documentElement).backgroundColor === 'rgb(22, 24, 28)'");

    private static async Task<bool> TrueAsync(Chromium browser, string condition) => (await browser.EvaluateAsync(condition))!.GetValue<bool>();
}
