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

    private static int FileCount => int.TryParse(Environment.GetEnvironmentVariable(CountVariable), out var count) ? count : 600;

    [Fact]
    public void Mutated_files_give_a_typed_error_or_well_formed_content()
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
        var (original, read, length) = (seed % 3) switch
        {
            0 => (Images, (Func<byte[], byte[]>)(bytes => IdxReader.ReadImages(bytes, "fuzz", 5)), 5 * 784),
            1 => (Labels, bytes => IdxReader.ReadLabels(bytes, "fuzz", 5), 5),
            _ => (Text, bytes => AmatReader.Read(bytes, "fuzz", 5), 5 * 784),
        };
        var packed = random.Next(2) == 0;
        var mutated = packed && random.Next(2) == 0
            ? Mutate(TestFiles.Gzip(original), random)
            : Mutate(original, random) is var plain && packed ? TestFiles.Gzip(plain) : plain;

        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Assert.Equal(length, read(mutated).Length);
            return false;
        }
        catch (DatasetException)
        {
            return true;
        }
        finally
        {
            var used = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(used < MemoryBound, $"The mutated file of seed {seed} cost {used} bytes.");
        }
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
