using Xunit;

namespace BookTests;

/// <summary>What holds for every page of every book, seen through a real browser.</summary>
public static class BookInspection
{
    /// <summary>Opens each page of a built book and asserts that it is whole, quiet, inert and offline. Skips the test where no Chromium is installed.</summary>
    /// <param name="folder">The folder with the book's <c>index.html</c>.</param>
    public static async Task AssertEveryPageIsWholeAsync(string folder)
    {
        await using var browser = await StartOrSkipAsync();
        foreach (var page in Directory.GetFiles(folder, "*.html").Order())
        {
            await browser.OpenAsync(page);
            await DrawEveryChartAsync(browser);
            await AssertPageAsync(browser, System.IO.Path.GetFileName(page));
        }
        Assert.Empty(browser.Complaints);
        Assert.All(browser.Requests, address => Assert.Matches("^(file|data|blob):", address));
    }

    public static async Task<Chromium> StartOrSkipAsync()
    {
        if (Chromium.Path is null) Assert.Skip("No Chromium is installed here, so the pages were not opened in a browser. Install chromium to run this test.");
        return await Chromium.StartAsync(Chromium.Path);
    }

    /// <summary>Brings each chart into view, as a reader does who scrolls to the end.</summary>
    public static async Task DrawEveryChartAsync(Chromium browser)
    {
        await browser.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        var count = await CountAsync(browser, ".chart");
        for (var i = 0; i < count; i++)
        {
            await browser.EvaluateAsync($"document.querySelectorAll('.chart')[{i}].scrollIntoView({{ behavior: 'instant' }})");
            await browser.WaitAsync($"document.querySelectorAll('.chart')[{i}].dataset.drawn !== undefined");
        }
    }

    public static async Task<int> CountAsync(Chromium browser, string selector) =>
        (await browser.EvaluateAsync($"document.querySelectorAll('{selector}').length"))!.GetValue<int>();

    private static async Task AssertPageAsync(Chromium browser, string page)
    {
        Assert.True(await CountAsync(browser, ".chart") == await CountAsync(browser, ".chart[data-drawn=true] .main-svg:first-child"), $"{page}: a chart was not drawn.");
        Assert.True(await CountAsync(browser, ".katex-error") == 0, $"{page}: a formula has an error: {await TextAsync(browser, ".katex-error")}");
        Assert.True(await CountAsync(browser, ".math") == await CountAsync(browser, ".math:has(.katex)"), $"{page}: a formula was not drawn.");
        Assert.True(await CountAsync(browser, "img:not([alt])") == 0, $"{page}: a picture has no alternative text.");
        foreach (var (width, isPhone) in new[] { (390, true), (1400, false) })
        {
            await browser.SetSizeAsync(width, 900, isPhone);
            var overflow = (await browser.EvaluateAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth"))!.GetValue<int>();
            Assert.True(overflow <= 0, $"{page}: at {width} pixels the page is {overflow} pixels too wide.");
        }
    }

    private static async Task<string?> TextAsync(Chromium browser, string selector) =>
        (await browser.EvaluateAsync($"document.querySelector('{selector}')?.textContent"))?.GetValue<string>();
}
