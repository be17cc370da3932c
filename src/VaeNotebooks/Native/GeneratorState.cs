using System.Buffers.Binary;

namespace VaeNotebooks;

/// <summary>
/// The state of Torch's generator on the CPU, a Mersenne twister of 624 words, as <c>get_state</c> gives it: seed (8 bytes), words left (4), seeded (4),
/// next word (8), then the words. A state that is none must never reach <c>set_state</c>, which ends the process, or reads beyond the words later.
/// </summary>
internal static class GeneratorState
{
    private const int Words = 624;
    private const int HeaderBytes = 24;

    public static bool IsSound(ReadOnlySpan<byte> state)
    {
        if (state.Length < HeaderBytes + (Words * sizeof(ulong))) return false;
        var left = BinaryPrimitives.ReadInt32LittleEndian(state[8..]);
        var isSeeded = BinaryPrimitives.ReadInt32LittleEndian(state[12..]) == 1;
        var next = BinaryPrimitives.ReadUInt64LittleEndian(state[16..]);
        var isFresh = left == 1 && next == 0; // the words are made at the first draw
        return isSeeded && left is > 0 and <= Words && (isFresh || next == (ulong)(Words + 1 - left));
    }
}
