using System.Buffers.Binary;
using System.IO.Compression;

namespace VaeNotebooks.Benchmarks;

/// <summary>The published IDX files, read as they are: images as bytes, labels 0 to 9.</summary>
internal sealed record MnistFiles(byte[] Pixels, byte[] Labels)
{
    public int Count => Labels.Length;

    public static MnistFiles Train() => Load("train");

    public static MnistFiles Test() => Load("t10k");

    private static MnistFiles Load(string part)
    {
        string root = Environment.GetEnvironmentVariable("VAE_DATA")
            ?? throw new InvalidOperationException("VAE_DATA is not set; it must name the folder that holds mnist/.");
        string folder = Path.Combine(root, "mnist");
        return new MnistFiles(
            Read(Path.Combine(folder, $"{part}-images-idx3-ubyte.gz"), magic: 2051, header: 16),
            Read(Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz"), magic: 2049, header: 8));
    }

    private static byte[] Read(string path, int magic, int header)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        byte[] bytes = memory.ToArray();
        int found = BinaryPrimitives.ReadInt32BigEndian(bytes);
        return found == magic ? bytes[header..] : throw new InvalidDataException($"{path}: magic number {found}, expected {magic}.");
    }
}
