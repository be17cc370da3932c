using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace VaeNotebooks;

/// <summary>Reads sentence pairs: UTF-8 text in a zip, one pair a line, three columns parted by tabs: English, Chinese, attribution.</summary>
internal static class PairReader
{
    private const int Columns = 3;
    private const string Remedy = "This is not the file that was asked for; get it again.";

    // Deflate codes at best 258 bytes in two bits, so no honest entry grows by more.
    private const long LargestRatio = 1032;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The pairs of one text file in a zip.</summary>
    /// <param name="zip">The whole zip.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="entry">The name of the text file in it.</param>
    /// <param name="lines">How many lines there must be.</param>
    /// <exception cref="DatasetException">The zip or the text is not sound; the message names file, line and value.</exception>
    public static IReadOnlyList<SentencePair> ReadZip(byte[] zip, string file, string entry, int lines) =>
        Read(Unpack(zip, file, entry), $"{file}/{entry}", lines);

    /// <summary>The pairs of the text itself.</summary>
    /// <exception cref="DatasetException">Broken UTF-8, a control character, another number of columns, an empty column or line, or another number of lines.</exception>
    public static IReadOnlyList<SentencePair> Read(byte[] text, string file, int lines)
    {
        var pairs = new List<SentencePair>();
        for (var from = 0; from < text.Length;)
        {
            var length = text.AsSpan(from).IndexOf((byte)'\n');
            if (length < 0) throw Bad(file, pairs.Count, "a line feed at the end", "the end of the file");
            pairs.Add(Pair(text.AsSpan(from, length), file, pairs.Count));
            from += length + 1;
        }

        return pairs.Count == lines ? pairs : throw new DatasetException(file, $"{lines} lines", $"{pairs.Count}", Remedy);
    }

    private static SentencePair Pair(ReadOnlySpan<byte> bytes, string file, int line)
    {
        var columns = Decode(bytes, file, line).Split('\t');
        if (columns.Length != Columns)
        {
            throw Bad(file, line, $"{Columns} columns parted by tabs (English, Chinese, attribution)", $"{columns.Length} in \"{Start(columns[0])}\"");
        }

        if (Array.FindIndex(columns, string.IsNullOrWhiteSpace) is var empty and >= 0) throw Bad(file, line, $"text in column {empty + 1}", "none");
        return new(columns[0], columns[1], columns[2]);
    }

    private static string Decode(ReadOnlySpan<byte> bytes, string file, int line)
    {
        try
        {
            var text = Utf8.GetString(bytes);
            var control = text.FirstOrDefault(c => char.IsControl(c) && c != '\t');
            return !text.Any(c => char.IsControl(c) && c != '\t') ? text
                : throw Bad(file, line, "text without control characters", string.Create(CultureInfo.InvariantCulture, $"U+{(int)control:X4}"));
        }
        catch (DecoderFallbackException error)
        {
            throw Bad(file, line, "UTF-8", $"the bytes {Convert.ToHexString(error.BytesUnknown ?? [])} at byte {error.Index + 1}", error);
        }
    }

    private static byte[] Unpack(byte[] zip, string file, string name)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip, writable: false), ZipArchiveMode.Read);
            var entry = archive.GetEntry(name) ?? throw new DatasetException(
                file, $"an entry {name}", $"{string.Join(", ", archive.Entries.Select(found => found.FullName))}", Remedy);
            return Unpack(entry, file, zip.Length * LargestRatio);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw new DatasetException(file, "an intact zip", error.Message.TrimEnd('.'), Remedy, error);
        }
    }

    // Grows with what is really there: a header that promises gigabytes must not cost gigabytes.
    private static byte[] Unpack(ZipArchiveEntry entry, string file, long largest)
    {
        using var content = entry.Open();
        using var unpacked = new MemoryStream();
        var buffer = new byte[81920];
        while (content.Read(buffer) is var read and > 0)
        {
            unpacked.Write(buffer, 0, read);
            if (unpacked.Length > Math.Min(largest, entry.Length)) throw new InvalidDataException($"{entry.FullName} is longer than it may be");
        }

        var bytes = unpacked.ToArray();
        return bytes.Length == entry.Length && Crc32.Of(bytes) == entry.Crc32 ? bytes
            : throw new DatasetException(file, $"{entry.Length} bytes with CRC-32 {entry.Crc32:x8}", $"{bytes.Length} with {Crc32.Of(bytes):x8}", Remedy);
    }

    private static string Start(string text) => text.Length <= 40 ? text : text[..40] + "...";

    private static DatasetException Bad(string file, int line, string expected, string found, Exception? inner = null) =>
        new(file, expected, $"{found} in line {line + 1}", Remedy, inner);
}

/// <summary>The checksum of zip files (ISO 3309), which .NET does not compare.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(index => Enumerable.Range(0, 8).Aggregate((uint)index, (c, _) => (c >> 1) ^ ((c & 1) * 0xEDB88320)))];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var c = uint.MaxValue;
        foreach (var value in bytes) c = Table[(byte)(c ^ value)] ^ (c >> 8);
        return ~c;
    }
}
