using System.Buffers.Binary;
using System.Text;

namespace CSharpNotebooks;

/// <summary>A picture that a notebook holds as base64 text, checked to be what its MIME type says.</summary>
internal sealed record PictureFile(byte[] Content, string Extension, int? Width, int? Height)
{
    private const uint LargestSide = 16_384;

    /// <summary>The bitmap types that the book shows, best first.</summary>
    public static IReadOnlyList<string> MimeTypes { get; } = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    /// <summary>The picture, or null when the text is not base64 or the bytes do not start as the type does.</summary>
    public static PictureFile? TryRead(string mimeType, string base64)
    {
        var buffer = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, buffer, out var length)) return null;
        var bytes = buffer[..length];
        return mimeType switch
        {
            "image/png" when StartsWith(bytes, 0x89, (byte)'P', (byte)'N', (byte)'G') && length > 24 => Png(bytes),
            "image/jpeg" when StartsWith(bytes, 0xFF, 0xD8, 0xFF) => new PictureFile(bytes, "jpg", null, null),
            "image/gif" when StartsWith(bytes, "GIF8"u8.ToArray()) => new PictureFile(bytes, "gif", null, null),
            "image/webp" when StartsWith(bytes, "RIFF"u8.ToArray()) && length > 12 && bytes.AsSpan(8, 4).SequenceEqual("WEBP"u8) =>
                new PictureFile(bytes, "webp", null, null),
            _ => null,
        };
    }

    /// <summary>A drawing as an address for an img element, where its scripts do not run; null when the text is not SVG.</summary>
    public static string? SvgAddress(string svg)
    {
        var start = svg.AsSpan().TrimStart();
        return start.StartsWith("<svg", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<?xml", StringComparison.Ordinal)
            ? "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))
            : null;
    }

    // The header chunk comes first: width and height are at bytes 16 and 20, big-endian (PNG specification, section 11.2.2). A size that no browser draws
    // is not believed: the page would keep that much room free.
    private static PictureFile Png(byte[] bytes)
    {
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(20)));
        var isBelievable = width is > 0 and <= LargestSide && height is > 0 and <= LargestSide;
        return new(bytes, "png", isBelievable ? (int)width : null, isBelievable ? (int)height : null);
    }

    private static bool StartsWith(byte[] bytes, params byte[] signature) => bytes.AsSpan().StartsWith(signature);
}
