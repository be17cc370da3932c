using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>
/// How much one notebook may show. An endless loop that prints would otherwise fill the memory of the process that records it, and with it end
/// the notebooks that run beside it.
/// </summary>
internal sealed class OutputBudget(long characters = OutputBudget.Characters)
{
    /// <summary>Far more than a person reads or a browser opens.</summary>
    public const long Characters = 64L << 20;

    /// <summary>Console text weighs several times its length, because nbformat keeps each line as a text of its own.</summary>
    private const int ConsoleCharacterCost = 4;
    private const int ConsoleLineCost = 128;

    private long _left = characters;

    /// <summary>Whether nothing more is taken.</summary>
    public bool IsSpent => _left < 0;

    /// <summary>Takes what the output costs; false when the budget does not hold it, and from then on. Errors are always taken, and updates replace
    /// what was paid.</summary>
    public bool Allows(CellOutput output)
    {
        if (output is CellOutput.Error or CellOutput.Update)
        {
            return true;
        }

        _left -= IsSpent ? 0 : Cost(output);
        return !IsSpent;
    }

    private static long Cost(CellOutput output) => output switch
    {
        CellOutput.Stream stream => ((long)ConsoleCharacterCost * stream.Text.Length) + ((long)ConsoleLineCost * stream.Text.AsSpan().Count('\n')),
        CellOutput.Display display => Cost(display.Data),
        CellOutput.Result result => Cost(result.Data),
        _ => 0,
    };

    private static long Cost(MimeBundle bundle) => bundle.Data.Sum(form => Cost(form.Value));

    private static long Cost(JsonNode? form) =>
        form is JsonValue value && value.TryGetValue<string>(out var text) ? text.Length : form?.ToJsonString().Length ?? 0L;
}
