using System.IO.Compression;
using System.Text;
using VaeNotebooks;

namespace Mutations;

/// <summary>Files of data sets, plain and packed: what is read must be what the file holds.</summary>
public static class DataSubjects
{
    private const int Items = 5;

    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, Items, 0, 0, 0, 28, 0, 0, 0, 28, .. Draw(Items * 784, 256)];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, Items, .. Draw(Items, 10)];
    private static readonly byte[] Lines = Encoding.ASCII.GetBytes(string.Concat(Draw(Items * 784, 2).Select((bit, i) => $"{bit}{(i % 784 == 783 ? '\n' : ' ')}")));

    private static readonly byte[] Pairs = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 40).Select(i => $"Take {i}.\t拿{i}本。\t#{i} (CM) & #{i * i} (雪)\n")));

    public static IReadOnlyList<Subject> All { get; } =
    [
        new("sentence pairs", typeof(DatasetException), random => ByteMutator.Mutate(Pairs, random), file => Check(Joined(PairReader.Read(file, "mutated", 40)), file)),
        new("sentence pairs, content of zip", typeof(DatasetException), random => Zip(ByteMutator.Mutate(Pairs, random)),
            file => Check(Joined(PairReader.ReadZip(file, "mutated", "pairs.txt", 40)), Unzip(file))),
        new("sentence pairs, zip", typeof(DatasetException), random => ByteMutator.Mutate(Zip(Pairs), random),
            file => Check(Joined(PairReader.ReadZip(file, "mutated", "pairs.txt", 40)), Pairs)),
        .. Both("IDX images", Images, file => IdxReader.ReadImages(file, "mutated"), file => file[16..]),
        .. Both("IDX labels", Labels, file => IdxReader.ReadLabels(file, "mutated"), file => file[8..]),
        .. Both("AMAT", Lines, file => AmatReader.Read(file, "mutated", Items), file => [.. file.Where((_, i) => i % 2 == 0).Select(c => (byte)(c - '0'))]),
    ];

    private static IEnumerable<Subject> Both(string kind, byte[] sound, Func<byte[], byte[]> read, Func<byte[], byte[]> content)
    {
        yield return new(kind, typeof(DatasetException), random => ByteMutator.Mutate(sound, random), file => Check(read(file), content(file)));
        // What is packed is damaged, so that the checksum of gzip says nothing, or the packing is, so that it must say something.
        yield return new(kind + ", content of gzip", typeof(DatasetException), random => Pack(ByteMutator.Mutate(sound, random)),
            file => Check(read(file), content(Unpack(file))));
        yield return new(kind + ", gzip", typeof(DatasetException), random => ByteMutator.Mutate(Pack(sound), random),
            file => Check(read(file), content(sound)));
    }

    private static void Check(byte[] found, byte[] expected)
    {
        if (!found.AsSpan().SequenceEqual(expected)) throw new UnsoundException("It was read as something else.");
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private static byte[] Joined(IReadOnlyList<SentencePair> pairs) =>
        Encoding.UTF8.GetBytes(string.Concat(pairs.Select(pair => $"{pair.English}\t{pair.Chinese}\t{pair.Attribution}\n")));

    private static byte[] Zip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("pairs.txt", CompressionLevel.Fastest).Open();
            entry.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Unzip(byte[] packed)
    {
        using var archive = new ZipArchive(new MemoryStream(packed));
        using var plain = new MemoryStream();
        archive.Entries[0].Open().CopyTo(plain);
        return plain.ToArray();
    }

    private static byte[] Draw(int count, int below)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(below))];
    }
}
