using System.Buffers.Binary;
using System.Text;

namespace VaeNotebooks;

/// <summary>
/// Edits the "version needs" of a little-endian ELF64 shared library: the list of symbol versions that the loader demands of other libraries
/// before it looks at a single symbol (System V ABI, "Symbol Versioning": <c>Elf64_Verneed</c>, <c>Elf64_Vernaux</c>).
/// </summary>
internal static class ElfVersionNeeds
{
    private const uint SectionTypeVersionNeeds = 0x6ffffffe;

    /// <summary>The version may be absent; a symbol of that version that is really used still fails, with its own name.</summary>
    private const ushort WeakFlag = 0x2;

    /// <summary>Marks the need of one version as weak, in place. Returns how many needs it marked: 0 when the image asks for no such version.</summary>
    /// <exception cref="BadImageFormatException">The bytes are not a little-endian ELF64 image.</exception>
    public static int MarkWeak(Span<byte> image, string version)
    {
        if (image.Length < 64 || !image.StartsWith("\u007fELF\u0002\u0001"u8)) throw new BadImageFormatException("not a little-endian ELF64 image");
        var (needs, names) = FindSections(image);
        if (needs < 0) return 0;
        var marked = 0;
        for (int need = needs, next = -1; next != 0; need += next)
        {
            next = Int32(image, need + 12);
            var aux = need + Int32(image, need + 8);
            for (int i = 0, count = UInt16(image, need + 2); i < count; i++, aux += Int32(image, aux + 12))
            {
                if (!NameIs(image, names + Int32(image, aux + 8), version)) continue;
                BinaryPrimitives.WriteUInt16LittleEndian(image[(aux + 4)..], (ushort)(UInt16(image, aux + 4) | WeakFlag));
                marked++;
            }
        }

        return marked;
    }

    /// <summary>File offsets of the version needs and of the string table that names them; -1 when there are no version needs.</summary>
    private static (int Needs, int Names) FindSections(ReadOnlySpan<byte> image)
    {
        var table = (int)Int64(image, 40);
        var (entrySize, count) = (UInt16(image, 58), UInt16(image, 60));
        for (var i = 0; i < count; i++)
        {
            var header = table + (i * entrySize);
            if ((uint)Int32(image, header + 4) != SectionTypeVersionNeeds) continue;
            var names = table + (Int32(image, header + 40) * entrySize);
            return ((int)Int64(image, header + 24), (int)Int64(image, names + 24));
        }

        return (-1, -1);
    }

    private static bool NameIs(ReadOnlySpan<byte> image, int offset, string name)
    {
        var expected = Encoding.ASCII.GetBytes(name + '\0');
        return image[offset..].StartsWith(expected);
    }

    private static ushort UInt16(ReadOnlySpan<byte> image, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(image[offset..]);

    private static int Int32(ReadOnlySpan<byte> image, int offset) => BinaryPrimitives.ReadInt32LittleEndian(image[offset..]);

    private static long Int64(ReadOnlySpan<byte> image, int offset) => BinaryPrimitives.ReadInt64LittleEndian(image[offset..]);
}
