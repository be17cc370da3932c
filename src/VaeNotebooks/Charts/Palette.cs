namespace VaeNotebooks;

/// <summary>How a series is drawn. Line and marker differ as well as colour, so that colour is never the only cue.</summary>
internal sealed record Look(string Colour, string Dash, string Symbol);

/// <summary>
/// Colours that people with a colour vision deficiency can tell apart (Okabe and Ito 2008, without black and with a darker yellow), each readable on white
/// and on a dark page.
/// </summary>
internal static class Palette
{
    public const string Grey = "#808080";
    public const string FaintGrey = "rgba(128,128,128,0.25)";

    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot", "longdash"];
    private static readonly string[] Symbols = ["circle", "square", "diamond", "cross", "x", "triangle-up", "star", "triangle-down", "hexagon", "pentagon"];
    private static readonly string[] OtherColours = ["#CC79A7", "#E69F00", "#56B4E9", "#B0A000", "#8B5CD6"];

    private static readonly string[] ClassColours =
        ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#B0A000", Grey, "#8B5CD6", "#A0522D"];

    /// <summary>The looks of series in order: by role, and by the position among those of the same role.</summary>
    public static IEnumerable<Look> For(IReadOnlyList<Series> series) =>
        series.Select((one, i) => Of(one.Role, series.Take(i).Count(before => before.Role == one.Role)));

    /// <summary>The look of a class (0 to 9, then over again).</summary>
    public static Look OfClass(long label)
    {
        int index = (int)(label % ClassColours.Length);
        return new Look(ClassColours[index], "solid", Symbols[index]);
    }

    /// <summary>The colour, part transparent: for the bands of intervals.</summary>
    public static string Fade(string hex, double opacity) =>
        FormattableString.Invariant($"rgba({Convert.ToInt32(hex[1..3], 16)},{Convert.ToInt32(hex[3..5], 16)},{Convert.ToInt32(hex[5..7], 16)},{opacity})");

    private static Look Of(Role role, int repeat)
    {
        (string colour, int style) = role switch
        {
            Role.Data => ("#0072B2", 0),
            Role.Model => ("#D55E00", 1),
            Role.Bound => ("#009E73", 2),
            Role.Truth => (Grey, 3),
            Role.Other => (OtherColours[repeat % OtherColours.Length], 4),
            _ => throw new ArgumentOutOfRangeException(nameof(role)),
        };
        return new Look(colour, DashOf(role, repeat), Symbols[(style + repeat) % Symbols.Length]);
    }

    private static string DashOf(Role role, int repeat) => Dashes[(repeat + (role is Role.Truth ? 1 : role is Role.Bound ? 2 : 0)) % Dashes.Length];
}
