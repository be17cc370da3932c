using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.Tags;

namespace CSharpNotebooks.Jupyter;

/// <summary>Turns what Roslyn suggests into entries that only replace the word at the cursor.</summary>
internal static class CompletionItems
{
    /// <summary>From here on types are offered that no using names yet: fewer letters match thousands.</summary>
    private const int LettersForTypesElsewhere = 3;

    private static readonly Dictionary<string, string> Kinds = new()
    {
        [WellKnownTags.Method] = "method",
        [WellKnownTags.ExtensionMethod] = "method",
        [WellKnownTags.Class] = "class",
        [WellKnownTags.Delegate] = "class",
        [WellKnownTags.Structure] = "struct",
        [WellKnownTags.Interface] = "interface",
        [WellKnownTags.Enum] = "enum",
        [WellKnownTags.EnumMember] = "constant",
        [WellKnownTags.Constant] = "constant",
        [WellKnownTags.Property] = "property",
        [WellKnownTags.Event] = "event",
        [WellKnownTags.Field] = "instance",
        [WellKnownTags.Local] = "instance",
        [WellKnownTags.RangeVariable] = "instance",
        [WellKnownTags.Parameter] = "param",
        [WellKnownTags.Namespace] = "module",
        [WellKnownTags.Keyword] = "keyword",
        [WellKnownTags.TypeParameter] = "typeParameter",
    };

    /// <summary>The entries that begin with what was typed, as Roslyn ranks them; each text once.</summary>
    public static IReadOnlyList<CompletionEntry> Entries(CompletionList list, string typed) =>
    [
        .. list.ItemsList
            .Where(item => item.FilterText.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Where(item => IsPlain(item) || (IsTypeElsewhere(item) && typed.Length >= LettersForTypesElsewhere))
            .OrderByDescending(item => item.FilterText.StartsWith(typed, StringComparison.Ordinal) && IsPlain(item))
            .ThenByDescending(item => item.Rules.MatchPriority)
            .Select(Entry)
            .DistinctBy(entry => entry.Text),
    ];

    /// <summary>Accepting the others would change the code elsewhere too, which the protocol cannot say.</summary>
    private static bool IsPlain(CompletionItem item) => !item.IsComplexTextEdit && !item.Tags.Contains(WellKnownTags.Snippet);

    private static bool IsTypeElsewhere(CompletionItem item) =>
        item.InlineDescription.Length > 0 && Kind(item) is "class" or "struct" or "interface" or "enum";

    private static CompletionEntry Entry(CompletionItem item)
    {
        var qualifier = IsPlain(item) ? "" : item.InlineDescription + ".";
        var colon = item.DisplayTextSuffix == ":" ? ":" : "";
        return new CompletionEntry(qualifier + item.DisplayText + colon, Kind(item));
    }

    private static string Kind(CompletionItem item) => item.Tags.Select(tag => Kinds.GetValueOrDefault(tag)).FirstOrDefault(kind => kind is not null) ?? "text";
}
