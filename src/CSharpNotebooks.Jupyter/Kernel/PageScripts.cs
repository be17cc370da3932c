using System.Text.Json.Nodes;

namespace CSharpNotebooks.Jupyter;

/// <summary>
/// Sends each script once per page: with the first output of its kind after a page has connected. At the end of the cell that output is replaced by itself
/// without the script, so that the saved notebook does not hold it.
/// </summary>
internal sealed class PageScripts(IReadOnlyList<PageScript> scripts)
{
    private readonly Lock _gate = new();
    private readonly HashSet<PageScript> _sent = [];

    /// <summary>The outputs of the running cell that carry a script, by display id, as they are without it.</summary>
    private readonly Dictionary<string, JsonObject> _plain = [];

    /// <summary>A front end has connected: its page has none of the scripts.</summary>
    public void PageOpened()
    {
        lock (_gate)
        {
            _sent.Clear();
        }
    }

    /// <summary>Adds the scripts that the page lacks to the content of a display, an update or a result. A result that carries a script becomes a display
    /// (it loses its <c>execution_count</c>), because JupyterLab never updates results.</summary>
    public JsonObject Complete(JsonObject content)
    {
        lock (_gate)
        {
            var id = content["transient"]?["display_id"]?.GetValue<string>();
            if (id is not null && _plain.ContainsKey(id))
            {
                _plain[id] = content;
            }

            var missing = Missing(content);
            if (missing.Length == 0)
            {
                return content;
            }

            id ??= Guid.NewGuid().ToString("N");
            content.Remove("execution_count");
            content["transient"] = new JsonObject { ["display_id"] = id };
            _plain[id] = content;
            return With(content, missing);
        }
    }

    /// <summary>The updates that take the scripts out of the page's outputs again.</summary>
    public IReadOnlyList<JsonObject> TakeUpdates()
    {
        lock (_gate)
        {
            JsonObject[] updates = [.. _plain.Values];
            _plain.Clear();
            return updates;
        }
    }

    private string[] Missing(JsonObject content) => content["data"] is JsonObject data && data.ContainsKey("text/html")
        ? [.. scripts.Where(script => data.ContainsKey(script.MimeType) && !_sent.Contains(script)).Select(Take).OfType<string>()]
        : [];

    private string? Take(PageScript script)
    {
        var text = script.Script();
        if (text is not null)
        {
            _sent.Add(script);
        }

        return text;
    }

    private static JsonObject With(JsonObject content, string[] scripts)
    {
        var complete = (JsonObject)content.DeepClone();
        var elements = scripts.Select(script => $"<script>{script}</script>\n");
        complete["data"]!["text/html"] = string.Concat(elements) + content["data"]!["text/html"]!.GetValue<string>();
        return complete;
    }
}
