using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace VaeNotebooks.Tests;

/// <summary>Small files in the formats of the real ones.</summary>
internal static class TestFiles
{
    public static byte[] IdxImages(int count, int seed = 0, int rows = 28, int columns = 28, int magic = 2051) =>
        [.. BigEndian(magic, count, rows, columns), .. Random(count * rows * columns, seed, 256)];

    public static byte[] IdxLabels(int count, int seed = 0, int magic = 2049) => [.. BigEndian(magic, count), .. Random(count, seed, 10)];

    public static byte[] Amat(int lines, int seed = 0)
    {
        var text = new StringBuilder();
        var random = new Random(seed);
        for (var line = 0; line < lines; line++)
        {
            text.AppendJoin(' ', Enumerable.Range(0, 784).Select(_ => random.Next(2))).Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    public static FileForm Form(string name, byte[] bytes, params Uri[] mirrors) =>
        new(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), mirrors);

    public static byte[] Random(int length, int seed, int below)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(below))];
    }

    private static byte[] BigEndian(params int[] numbers) => [.. numbers.SelectMany(number =>
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    })];
}
