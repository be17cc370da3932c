using System.Buffers.Binary;

namespace VaeNotebooks;

/// <summary>
/// Reads the IDX format of MNIST: a big-endian magic, one length per dimension, then unsigned bytes. Packed with gzip or plain.
/// </summary>
internal static class IdxReader
{
    public const int ImagesMagic = 2051; // 0x00000803: unsigned bytes, 3 dimensions
    public const int LabelsMagic = 2049; // 0x00000801: unsigned bytes, 1 dimension

    private const string Remedy = "This is not the file that was asked for; get it again.";

    /// <summary>Pixels 0-255 of all images, 784 bytes each, row by row.</summary>
    /// <exception cref="DatasetException">Wrong magic, image size or count, too few or too many bytes, or damaged gzip data.</exception>
    public static byte[] ReadImages(byte[] bytes, string file, int? expectedCount = null)
    {
        using var content = new GzipContent(bytes, file);
        var count = ReadHeader(content, file, ImagesMagic, expectedCount);
        foreach (var side in (ReadOnlySpan<string>)["rows", "columns"])
        {
            Expect(file, ImageDataset.Side, ReadInt(content, side), side);
        }

        return ReadBody(content, (long)count * ImageDataset.PixelCount, "pixels");
    }

    /// <summary>Labels 0-9, one byte each.</summary>
    /// <exception cref="DatasetException">As for images, or a label above 9.</exception>
    public static byte[] ReadLabels(byte[] bytes, string file, int? expectedCount = null)
    {
        using var content = new GzipContent(bytes, file);
        var labels = ReadBody(content, ReadHeader(content, file, LabelsMagic, expectedCount), "labels");
        var wrong = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)9);
        return wrong < 0 ? labels : throw new DatasetException(file, "labels 0 to 9", $"{labels[wrong]} at position {wrong}", Remedy);
    }

    private static int ReadHeader(GzipContent content, string file, int magic, int? expectedCount)
    {
        Expect(file, magic, ReadInt(content, "the magic number"), "as magic number");
        var count = ReadInt(content, "the count");
        if (count < 1)
        {
            throw new DatasetException(file, "a count of 1 or more", $"{count}", Remedy);
        }

        Expect(file, expectedCount ?? count, count, "items");
        return count;
    }

    private static byte[] ReadBody(GzipContent content, long length, string what)
    {
        var body = content.ReadExactly(length, what);
        content.ExpectEnd();
        return body;
    }

    private static int ReadInt(GzipContent content, string what) => BinaryPrimitives.ReadInt32BigEndian(content.ReadExactly(4, what));

    private static void Expect(string file, int expected, int found, string what)
    {
        if (found != expected)
        {
            throw new DatasetException(file, $"{expected} {what}", $"{found}", Remedy);
        }
    }
}
