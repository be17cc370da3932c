using System.Diagnostics;

namespace Mutations;

/// <summary>A kind of file that is mutated, and its reader.</summary>
/// <param name="Kind">What the table calls it.</param>
/// <param name="Refusal">The one exception that the reader documents for files that are not sound.</param>
/// <param name="Mutate">A mutated file.</param>
/// <param name="Read">Reads it, and throws an <see cref="UnsoundException"/> if what it read cannot be right.</param>
public sealed record Subject(string Kind, Type Refusal, Func<Random, byte[]> Mutate, Action<byte[]> Read)
{
    /// <summary>Reads the mutated file of one seed.</summary>
    /// <exception cref="UnsoundException">The reader gave wrong content, or an exception that it does not document.</exception>
    public Reading Of(int seed)
    {
        var file = Mutate(new Random(seed));
        var (before, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        var isRead = IsRead(file, seed);
        return new(isRead, clock.Elapsed, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private bool IsRead(byte[] file, int seed)
    {
        try
        {
            Read(file);
            return true;
        }
        catch (Exception error) when (error.GetType() == Refusal)
        {
            return false;
        }
        catch (Exception error)
        {
            throw new UnsoundException($"The mutated {Kind} of seed {seed} ({file.Length} bytes): {error}", error);
        }
    }
}

/// <summary>What became of one mutated file.</summary>
public sealed record Reading(bool IsRead, TimeSpan Time, long Allocated);

/// <summary>A reader broke its promise.</summary>
public sealed class UnsoundException(string message, Exception? inner = null) : Exception(message, inner);
