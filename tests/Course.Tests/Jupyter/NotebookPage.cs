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

    /// <summary>Notes in <c>window.drawn</c> how many points the first curve of each chart has that is drawn from now on, while a cell runs, under its
    /// title. Plotly is not in the page yet: it is watched from the moment that it comes.</summary>
    public Task WatchChartsAsync() => EvaluateAsync(
        """
        window.drawn = {};
        let plotly;
        Object.defineProperty(window, 'Plotly', { configurable: true, get: () => plotly, set: value => {
          const draw = value.newPlot;
          value.newPlot = (place, data, layout, config) => {
            if (Jupyter.notebook.kernel_busy) (window.drawn[layout.title.text] ??= []).push(data[0].x?.length);
            return draw(place, data, layout, config);
          };
          plotly = value;
        } });
        0
        """);

    /// <summary>The numbers of points that were noted for the chart of a title, in order, each once.</summary>
    public async Task<int[]> DrawnAsync(string title)
    {
        var numbers = (JsonArray)(await EvaluateAsync($"window.drawn[{JsonValue.Create(title).ToJsonString()}] ?? []"))!;
        return [.. numbers.Select(number => number!.GetValue<int>()).Distinct()];
    }

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
