using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>What is in scope in every cell, with the names that .NET Interactive gives it.</summary>
public static class NotebookFunctions
{
    /// <summary>Shows a value now, in order with everything else that the cell shows.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">The forms to show; none for all that are known.</param>
    /// <returns>A handle that can replace what was shown.</returns>
    [SuppressMessage("Style", "IDE1006", Justification = "The name that notebooks use.")]
    public static DisplayHandle display(object? value, params string[] mimeTypes)
    {
        var cell = Cell();
        var id = cell.NewDisplayId();
        cell.Emit(new CellOutput.Display(cell.Formatters.Format(value, mimeTypes), id));
        return new DisplayHandle(id, mimeTypes);
    }

    /// <summary>HTML that is shown as it is.</summary>
    public static HtmlText HTML(string html) => new(html);

    /// <summary>Shows a value now.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">The forms to show; none for all that are known.</param>
    /// <returns>A handle that can replace what was shown.</returns>
    public static DisplayHandle Display<T>(this T value, params string[] mimeTypes) => display(value, mimeTypes);

    /// <summary>Shows text as what its MIME type says that it is.</summary>
    /// <param name="text">For example a piece of SVG.</param>
    /// <param name="mimeType">For example <c>image/svg+xml</c>.</param>
    /// <returns>A handle that can replace what was shown.</returns>
    public static DisplayHandle DisplayAs(this string text, string mimeType)
    {
        var cell = Cell();
        var id = cell.NewDisplayId();
        cell.Emit(new CellOutput.Display(new MimeBundle(new JsonObject { [mimeType] = Formatters.Form(mimeType, text) }), id));
        return new DisplayHandle(id, [mimeType]);
    }

    /// <summary>Asks the reader for a line of text.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <exception cref="InvalidOperationException">Nobody can be asked, as in a headless run.</exception>
    [SuppressMessage("Style", "IDE1006", Justification = "The name that Jupyter's users know.")]
    public static string input(string prompt = "") => Ask(prompt, isSecret: false);

    /// <summary>Asks the reader for a line of text that is not shown while it is typed.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <exception cref="InvalidOperationException">Nobody can be asked, as in a headless run.</exception>
    [SuppressMessage("Style", "IDE1006", Justification = "The name that Jupyter's users know.")]
    public static string password(string prompt = "") => Ask(prompt, isSecret: true);

    private static string Ask(string prompt, bool isSecret) =>
        Cell().Input?.ReadLine(prompt, isSecret)
        ?? throw new InvalidOperationException("Nobody can be asked here: this run has no front end that takes input.");

    internal static CellScope Cell()
    {
        var cell = CellScope.Current ?? throw new InvalidOperationException("display can be called from notebook cells only.");
        cell.ThrowIfStopped();
        return cell;
    }
}
