using System.Text.RegularExpressions;

namespace CSharpNotebooks;

/// <summary>What <c>#r "nuget: Name, version"</c> asks for.</summary>
/// <param name="Name">The package.</param>
/// <param name="Version">A version, a floating one (<c>1.2.*</c>), or null for any.</param>
internal sealed partial record PackageReference(string Name, string? Version)
{
    /// <summary>Reads the text between the quotes; null when it does not name a package.</summary>
    public static PackageReference? Parse(string text)
    {
        var match = Pattern().Match(text);
        return match.Success ? new PackageReference(match.Groups[1].Value, match.Groups[2].Success ? match.Groups[2].Value : null) : null;
    }

    /// <summary>Whether this version is one that was asked for.</summary>
    public bool Accepts(string version) =>
        Version is null
        || Version.TrimEnd('-', '*') is var prefix && Version.Contains('*') && version.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        || string.Equals(Plain(Version), Plain(version), StringComparison.OrdinalIgnoreCase);

    /// <summary>Drops what NuGet ignores: brackets of an exact range, build metadata, a fourth number that is zero, a missing third number.</summary>
    private static string Plain(string version)
    {
        var parts = version.Trim('[', ']', ' ').Split('+')[0].Split('-', 2);
        return System.Version.TryParse(parts[0].Contains('.') ? parts[0] : parts[0] + ".0", out var v)
            ? $"{v.Major}.{v.Minor}.{Math.Max(v.Build, 0)}.{Math.Max(v.Revision, 0)}{(parts.Length > 1 ? "-" + parts[1] : "")}"
            : version;
    }

    [GeneratedRegex(@"^\s*nuget\s*:\s*([\w.-]+)\s*(?:,\s*([^\s,]+)\s*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
