using System.Buffers.Binary;
using System.IO.Compression;

namespace VaeNotebooks;

/// <summary>Writes 8-bit grey images as PNG (ISO/IEC 15948): a signature and the chunks IHDR, IDAT, IEND.</summary>
public static class PngWriter
{
    /// <summary>Encodes an image.</summary>
    /// <param name="pixels">Grey values, 0 black to 255 white, row by row, top row first; <c>width * height</c> of them.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentException">The number of pixels is not <c>width * height</c>, or a side is below 1.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height)
    {
        if (width < 1 || height < 1 || pixels.Length != (long)width * height)
        {
            throw new ArgumentException($"{pixels.Length} pixels do not make an image of {width} x {height}.", nameof(pixels));
        }

        byte[] header = [0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]; // 8 bits, grey, the only compression and filter method, not interlaced
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        using var png = new MemoryStream();
        png.Write([0x89, .. "PNG\r\n\x1a\n"u8]);
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "IDAT"u8, Deflate(pixels, width));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Deflate(ReadOnlySpan<byte> pixels, int width)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize))
        {
            for (int start = 0; start < pixels.Length; start += width)
            {
                zlib.WriteByte(0); // each row names its filter: none
                zlib.Write(pixels.Slice(start, width));
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(Stream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        png.Write(word);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, ~Crc(Crc(uint.MaxValue, type), data));
        png.Write(word);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return crc;
    }
}
