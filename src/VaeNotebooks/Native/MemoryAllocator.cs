using System.Runtime.InteropServices;

namespace VaeNotebooks;

/// <summary>
/// Keeps large tensors out of the C library's heap. Torch asks for aligned memory, and a block that glibc before 2.38 has freed is a few bytes too small for the next
/// aligned request of its size: a loop over tensors of 8 MB grew by 3 GB though all were freed. Above the threshold a tensor gets pages of its
/// own, which go back when it is freed; below it, freed memory stays in the heap, since asking the system at each step would cost more than the arithmetic: with a
/// threshold of 256 KB the epochs of a fully connected model took 1.2 times the processor time, those of a convolutional one 1.8 times, and their memory is flat without it.
/// </summary>
internal static partial class MemoryAllocator
{
    private const int TrimThreshold = -1, MmapThreshold = -3; // names of glibc's malloc.h
    private const int LargeTensor = 4 << 20, KeptFree = 256 << 20;

    /// <summary>Leaves the choice to the user who made one in the environment, and to C libraries other than glibc.</summary>
    public static void GiveLargeTensorsTheirOwnPages()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("MALLOC_MMAP_THRESHOLD_") is not null) return;
        try
        {
            _ = SetOption(MmapThreshold, LargeTensor);
            _ = SetOption(TrimThreshold, KeptFree); // once the first is set, glibc no longer adapts the second
        }
        catch (EntryPointNotFoundException) // musl has no such option
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
