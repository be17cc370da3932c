namespace CSharpNotebooks;

/// <summary>The style sheet, the scripts and KaTeX: resources of this assembly that every book gets.</summary>
internal static class BookAssets
{
    private const string Prefix = "book/";

    /// <summary>Everything that is written once into the book's <c>assets</c> folder, KaTeX with its licence and fonts included.</summary>
    public static IReadOnlyList<BookAsset> Shared { get; } =
    [
        .. typeof(BookAssets).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => new BookAsset(name[Prefix.Length..], () => Read(name))),
    ];

    private static byte[] Read(string resource)
    {
        using var stream = typeof(BookAssets).Assembly.GetManifestResourceStream(resource)!;
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
