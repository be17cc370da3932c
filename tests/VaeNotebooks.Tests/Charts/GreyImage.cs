using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace VaeNotebooks.Tests;

/// <summary>A decoder for 8-bit grey PNG without row filters, written from the standard and independent of the writer; it verifies every CRC.</summary>
internal sealed record GreyImage(int Width, int Height, byte[] Pixels)
{
    public static GreyImage Decode(byte[] png)
    {
        if (Convert.ToHexString(png, 0, 8) != "89504E470D0A1A0A")
        {
            throw new InvalidDataException("No PNG signature.");
        }

        var chunks = Chunks(png).ToList();
        byte[] header = chunks[0].Data;
        (int width, int height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        bool understood = chunks[0].Type == "IHDR" && chunks[^1].Type == "IEND" && header.AsSpan(8).SequenceEqual(new byte[] { 8, 0, 0, 0, 0 });
        return understood ? new GreyImage(width, height, Unfilter(Inflate(chunks), width, height)) : throw new InvalidDataException("Not 8-bit grey.");
    }

    private static IEnumerable<(string Type, byte[] Data)> Chunks(byte[] png)
    {
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            uint crc = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length));
            if (crc != Crc(png[(at + 4)..(at + 8 + length)]))
            {
                throw new InvalidDataException($"Wrong CRC in the chunk at byte {at}.");
            }

            yield return (Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]);
            at += 12 + length;
        }
    }

    private static byte[] Inflate(IEnumerable<(string Type, byte[] Data)> chunks)
    {
        byte[] compressed = [.. chunks.Where(chunk => chunk.Type == "IDAT").SelectMany(chunk => chunk.Data)];
        using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        return rows.ToArray();
    }

    private static byte[] Unfilter(byte[] rows, int width, int height)
    {
        if (rows.Length != (width + 1) * height)
        {
            throw new InvalidDataException("Wrong number of bytes.");
        }

        return [.. rows.Chunk(width + 1).SelectMany(row => row[0] == 0 ? row[1..] : throw new InvalidDataException("A filtered row."))];
    }

    // By the table of the standard's annex D.
    private static uint Crc(byte[] bytes)
    {
        static uint Shift(uint c, int _) => (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
        uint[] table = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, Shift))];
        return ~bytes.Aggregate(uint.MaxValue, (c, b) => table[(c ^ b) & 0xFF] ^ (c >> 8));
    }
}
