using Xunit;

namespace VaeNotebooks.Tests;

/// <summary>Mutated files: the readers answer with the true content or a <see cref="DatasetException"/>, and stay within memory.</summary>
public sealed class DatasetReadersFuzzTests
{
    private const string CountVariable = "VAE_FUZZ_FILES";
    private const long MemoryBound = 4_000_000; // the largest whole file here unpacks to about 10 kB; a promise could ask for gigabytes

    private static readonly byte[] Images = TestFiles.IdxImages(5, seed: 1);
    private static readonly byte[] Labels = TestFiles.IdxLabels(5, seed: 2);
    private static readonly byte[] Text = TestFiles.Amat(5, seed: 3);

    private delegate byte[] Reader(byte[] bytes);

    private static int FileCount => int.TryParse(Environment.GetEnvironmentVariable(CountVariable), out var count) ? count : 600;

    [Fact]
    public void Mutated_files_give_a_typed_error_or_their_true_content()
    {
        var refused = 0;
        for (var seed = 0; seed < FileCount; seed++)
        {
            refused += IsRefused(seed) ? 1 : 0;
        }

        Assert.True(refused > FileCount / 2, $"Only {refused} of {FileCount} mutated files were refused: the mutations no longer bite.");
    }

    private static bool IsRefused(int seed)
    {
        var random = new Random(seed);
        var (original, read, content) = (seed % 3) switch
        {
            0 => (Images, (Reader)(bytes => IdxReader.ReadImages(bytes, "fuzz", 5)), (Reader)(bytes => bytes[16..])),
            1 => (Labels, bytes => IdxReader.ReadLabels(bytes, "fuzz", 5), bytes => bytes[8..]),
            _ => (Text, bytes => AmatReader.Read(bytes, "fuzz", 5), bytes => [.. bytes.Where((_, i) => i % 2 == 0).Select(c => (byte)(c - '0'))]),
        };

        // The packing is damaged, or what is packed, or a file without packing. Damage to the packing must show: gzip carries a checksum.
        var packing = random.Next(3);
        var unpacked = packing == 0 ? original : Mutate(original, random);
        var file = packing switch
        {
            0 => Mutate(TestFiles.Gzip(original), random),
            1 => TestFiles.Gzip(unpacked),
            _ => unpacked,
        };
        var before = GC.GetAllocatedBytesForCurrentThread();
        byte[]? found = null;
        try
        {
            found = read(file);
        }
        catch (DatasetException)
        {
            // One of the two good answers.
        }

        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(used < MemoryBound, $"The mutated file of seed {seed} cost {used} bytes.");
        Assert.True(found is null || found.SequenceEqual(content(unpacked)), $"The mutated file of seed {seed} was read as something else.");
        return found is null;
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var head = Math.Min(24, bytes.Length); // headers are where harm can be done
        List<byte> mutated = [.. bytes];
        for (var change = random.Next(1, 4); change > 0 && mutated.Count > 0; change--)
        {
            var position = random.Next(random.Next(2) == 0 ? Math.Min(head, mutated.Count) : mutated.Count);
            switch (random.Next(5))
            {
                case 0:
                    mutated[position] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    mutated[position] = (byte)random.Next(256);
                    break;
                case 2:
                    mutated.RemoveRange(position, mutated.Count - position);
                    break;
                case 3:
                    mutated.InsertRange(position, TestFiles.Random(random.Next(1, 300), random.Next(), 256));
                    break;
                default:
                    mutated.RemoveRange(position, Math.Min(random.Next(1, 300), mutated.Count - position));
                    break;
            }
        }

        return [.. mutated];
    }
}
