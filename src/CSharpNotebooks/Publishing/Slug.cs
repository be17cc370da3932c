using System.Text;

namespace CSharpNotebooks;

/// <summary>Makes addresses of arbitrary text: lower-case letters, digits and single hyphens, and nothing else.</summary>
internal static class Slug
{
    private const int LongestSlug = 80;

    /// <summary>The slug of a text, or <paramref name="fallback"/> when no letter or digit is left.</summary>
    public static string Of(string text, string fallback)
    {
        var slug = new StringBuilder();
        foreach (var rune in text.ToLowerInvariant().EnumerateRunes())
        {
            if (slug.Length >= LongestSlug) break;
            if (Rune.IsLetterOrDigit(rune)) slug.Append(rune);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        var trimmed = slug.ToString().Trim('-');
        return trimmed.Length == 0 ? fallback : trimmed;
    }

    /// <summary>The same for names of files: ASCII only, so that every file system and web server agrees on them.</summary>
    public static string OfFile(string name, string fallback) =>
        Of(new string([.. name.Select(c => char.IsAscii(c) ? c : ' ')]), fallback);
}
