using System.Text.Json.Nodes;
using BookTests;

namespace Course.Tests.Jupyter;

/// <summary>A notebook open in the browser, in the page of the classic Notebook.</summary>
internal sealed class NotebookPage(Chromium browser)
{
    private const int Minutes = 5 * 60;

    /// <summary>Opens a notebook and waits until its kernel answers.</summary>
    public async Task OpenAsync(Uri address)
    {
        await browser.OpenAsync(address);
        await browser.WaitAsync("window.Jupyter?.notebook?.kernel?.is_connected() === true", seconds: 60);
    }

    public Task<JsonNode?> EvaluateAsync(string expression) => browser.EvaluateAsync(expression);

    public async Task<int> CountAsync(string expression) => (await EvaluateAsync(expression))!.GetValue<int>();

    public Task RunAllAsync() => EvaluateAsync("Jupyter.notebook.execute_all_cells()");

    /// <summary>Runs the first cell whose text contains this.</summary>
    public Task RunCellAsync(string text) =>
        EvaluateAsync($"Jupyter.notebook.get_cells().find(c => c.cell_type === 'code' && c.get_text().includes({JsonValue.Create(text).ToJsonString()})).execute(false)");

    public Task WaitUntilIdleAsync() => browser.WaitAsync(
        "Jupyter.notebook.get_cells().every(c => c.cell_type !== 'code' || c.input_prompt_number !== '*') && !Jupyter.notebook.kernel_busy", Minutes);

    public Task WaitAsync(string condition) => browser.WaitAsync(condition, Minutes);

    /// <summary>Saves, and waits until the file has changed.</summary>
    public async Task SaveAsync() =>
        await EvaluateAsync("Jupyter.notebook.save_notebook().then(() => true)");

    /// <summary>Notes every 20 ms, in <c>window.seen</c>, how many points the first curve has in the chart of this title.</summary>
    public Task WatchCurveAsync(string title) => EvaluateAsync(
        $$"""
        window.seen = new Set();
        setInterval(() => {
          const chart = [...document.querySelectorAll('.js-plotly-plot')].find(plot => plot.layout?.title?.text === '{{title}}');
          if (chart) window.seen.add(chart.data[0].x.length);
        }, 20);
        0
        """);

    /// <summary>Clicks on the rail of the page's slider, at a share of its length from the left.</summary>
    public async Task MoveSliderAsync(double share)
    {
        await EvaluateAsync("document.querySelector('.slider-container').scrollIntoView({ block: 'center', behavior: 'instant' })");
        var rail = (JsonArray)(await EvaluateAsync(
            "(r => [r.x, r.y, r.width, r.height])(document.querySelector('.slider-rail-touch-rect').getBoundingClientRect())"))!;
        var box = rail.Select(number => number!.GetValue<double>()).ToArray();
        await browser.ClickAsync(box[0] + (share * box[2]), box[1] + (box[3] / 2));
    }
}
