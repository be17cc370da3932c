using System.Buffers.Binary;

namespace Mutations;

/// <summary>Damages a file in one to three places, as failing disks, cut transfers and ill will do.</summary>
public static class ByteMutator
{
    private const int Head = 24; // headers are where harm can be done
    private const int LongestRange = 300;

    private static readonly long[] Extremes = [0, -1, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, 1L << 62, 1L << 40, 0x7fff_ffff_ffff];

    public static byte[] Mutate(byte[] bytes, Random random)
    {
        List<byte> file = [.. bytes];
        for (var change = random.Next(1, 4); change > 0 && file.Count > 0; change--) Change(file, Place(file, random), random);
        return [.. file];
    }

    private static int Place(List<byte> file, Random random) => random.Next(random.Next(2) == 0 ? Math.Min(Head, file.Count) : file.Count);

    private static void Change(List<byte> file, int place, Random random)
    {
        var range = file.GetRange(place, Math.Min(random.Next(1, LongestRange), file.Count - place));
        switch (random.Next(7))
        {
            case 0: file[place] ^= (byte)(1 << random.Next(8)); break;
            case 1: file[place] = (byte)random.Next(256); break;
            case 2: file.RemoveRange(place, file.Count - place); break;
            case 3: file.RemoveRange(place, range.Count); break;
            case 4: file.InsertRange(random.Next(file.Count + 1), range); break; // duplicated, or spliced in elsewhere
            case 5: Overwrite(file, place, Extreme(random)); break;
            default: ReplaceDigits(file, place, random); break;
        }
    }

    private static byte[] Extreme(Random random)
    {
        var number = new byte[8];
        var value = Extremes[random.Next(Extremes.Length)];
        if (random.Next(2) == 0) BinaryPrimitives.WriteInt64LittleEndian(number, value);
        else BinaryPrimitives.WriteInt64BigEndian(number, value);
        return random.Next(2) == 0 ? number[..4] : number;
    }

    private static void Overwrite(List<byte> file, int place, byte[] with)
    {
        for (var i = 0; i < with.Length && place + i < file.Count; i++) file[place + i] = with[i];
    }

    // Numbers in text: the first run of digits from the place on.
    private static void ReplaceDigits(List<byte> file, int place, Random random)
    {
        var start = file.FindIndex(place, IsDigit);
        if (start < 0) return;
        var end = file.FindIndex(start, b => !IsDigit(b));
        file.RemoveRange(start, (end < 0 ? file.Count : end) - start);
        file.InsertRange(start, System.Text.Encoding.ASCII.GetBytes($"{Extremes[random.Next(Extremes.Length)]}"));
    }

    private static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';
}
