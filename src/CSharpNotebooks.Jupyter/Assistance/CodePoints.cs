namespace CSharpNotebooks.Jupyter;

/// <summary>The protocol counts characters in Unicode code points, C# in UTF-16 units: they differ from the first emoji on.</summary>
internal static class CodePoints
{
    /// <summary>The place in UTF-16 units of a place in code points. Places outside of the text become its begin or its end.</summary>
    public static int ToUtf16(string text, int codePoints)
    {
        var index = 0;
        for (var seen = 0; seen < codePoints && index < text.Length; seen++)
        {
            index += IsPair(text, index) ? 2 : 1;
        }

        return index;
    }

    /// <summary>The place in code points of a place in UTF-16 units; within a pair of units it is the place before the pair.</summary>
    public static int FromUtf16(string text, int index)
    {
        var (codePoints, at) = (0, 0);
        for (var next = 0; at < text.Length; at = next, codePoints++)
        {
            next = at + (IsPair(text, at) ? 2 : 1);
            if (next > index)
            {
                break;
            }
        }

        return codePoints;
    }

    private static bool IsPair(string text, int index) => index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]);
}
