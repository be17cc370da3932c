using BookTests;
using Xunit;

namespace Course.Tests.Jupyter;

/// <summary>Notebooks live: a notebook server, its websocket, and a real browser, without internet.</summary>
public sealed class NotebookInBrowserTests(JupyterInstallation jupyter)
{
    private const string Drawn = "document.querySelectorAll('[data-vae-figure].js-plotly-plot').length";
    private const string Figures = "document.querySelectorAll('[data-vae-figure]').length";

    [Fact]
    public async Task A_training_curve_grows_while_its_cell_runs_and_charts_need_no_internet()
    {
        await using var browser = await StartAsync();
        await using var server = await NotebookServer.StartAsync(jupyter);
        const string notebook = "04-first-vae.ipynb";
        server.SetParameters(notebook, ("trainCount", "3000"));
        var page = new NotebookPage(browser);
        await page.OpenAsync(server.Page(notebook));

        await page.RunCellAsync("#r \"nuget");
        await page.WatchChartsAsync();
        await page.RunAllAsync();
        await page.WaitUntilIdleAsync();

        Assert.Equal(0, await page.CountAsync("document.querySelectorAll('.output_error').length"));
        Assert.True(await page.CountAsync(Figures) >= 4, "The notebook shows its charts.");
        Assert.Equal(await page.CountAsync(Figures), await page.CountAsync(Drawn));
        var drawn = await page.DrawnAsync("Both terms grow, and so does the ELBO");
        Assert.Equal([1, 2, 3, 4, 5, 6], drawn);
        Assert.All(browser.Requests, address => Assert.Matches("^(https?://127.0.0.1|data:|blob:|about:)", address));

        await page.SaveAsync();
        var saved = await File.ReadAllTextAsync(server.FileOf(notebook));
        Assert.Contains("data-vae-figure", saved);
        Assert.True(saved.Length < 2_000_000, $"The saved notebook has {saved.Length} characters: plotly.js must not be in it.");
    }

    [Fact]
    public async Task The_slider_moves_and_a_page_that_is_opened_anew_draws_its_charts()
    {
        await using var browser = await StartAsync();
        await using var server = await NotebookServer.StartAsync(jupyter);
        const string notebook = "05-latent-space.ipynb";
        server.SetParameters(notebook, ("trainCount", "3000"), ("epochs", "2"));
        var page = new NotebookPage(browser);
        await page.OpenAsync(server.Page(notebook));
        await page.RunAllAsync();
        await page.WaitUntilIdleAsync();

        await page.MoveSliderAsync(0.9);
        await page.WaitAsync("document.querySelector('.slider-container').closest('.js-plotly-plot').layout.sliders[0].active > 30");
        const string shown = "document.querySelector('.slider-container').closest('.js-plotly-plot').querySelector('.layer-above image').getAttribute('href')";
        var late = await page.EvaluateAsync(shown);
        await page.MoveSliderAsync(0.3);
        await page.WaitAsync($"{shown} !== {late!.ToJsonString()}");

        await page.SaveAsync();
        await page.OpenAsync(server.Page(notebook));
        Assert.Equal(0, await page.CountAsync(Drawn));
        await page.RunCellAsync("Charts.ImageSlider(");
        await page.WaitAsync($"{Drawn} === {Figures} && {Drawn} > 4");
    }

    private async Task<Chromium> StartAsync()
    {
        await jupyter.RequireAsync("notebook");
        return await BookInspection.StartOrSkipAsync();
    }
}
