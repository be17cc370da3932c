using System.Buffers.Binary;
using System.IO.Compression;

namespace VaeNotebooks;

/// <summary>Reads a byte string that may be gzip, never further than its reader asks: a bomb is not unpacked.</summary>
internal sealed class GzipContent : IDisposable
{
    // Deflate codes at best 258 bytes in two bits, so no honest file grows by more.
    private const long LargestRatio = 1032;

    private readonly Stream _stream;
    private readonly string _file;
    private readonly long _largest;
    private readonly uint? _announced; // the last four bytes of a gzip file: its unpacked length
    private long _read;

    /// <param name="bytes">The whole file; it is taken as gzip when it starts with the gzip magic 1f 8b.</param>
    /// <param name="file">Name for messages.</param>
    public GzipContent(byte[] bytes, string file)
    {
        var packed = bytes is [0x1f, 0x8b, ..];
        var plain = new MemoryStream(bytes, writable: false);
        _stream = packed ? new GZipStream(plain, CompressionMode.Decompress) : plain;
        _file = file;
        _largest = packed ? bytes.Length * LargestRatio : bytes.Length;
        _announced = packed && bytes.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(^4..)) : null;
    }

    /// <summary>Reads exactly this many bytes of <paramref name="what"/>.</summary>
    /// <exception cref="DatasetException">There are fewer, or the packed data are damaged.</exception>
    public byte[] ReadExactly(long count, string what)
    {
        // Before the array is made: a header that promises gigabytes must not cost gigabytes.
        if (count > _largest)
        {
            throw Bad($"{count} bytes of {what}", $"a file that can hold at most {_largest} bytes");
        }

        var buffer = new byte[count];
        var read = Guarded(() => _stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        _read += read;
        return read == count ? buffer : throw Bad($"{count} bytes of {what}", $"the end after {read} bytes");
    }

    /// <summary>Checks that nothing follows, and that a packed file is whole to its last byte.</summary>
    /// <exception cref="DatasetException">Something follows, or the checksum at the end is wrong or missing.</exception>
    public void ExpectEnd()
    {
        if (Guarded(_stream.ReadByte) != -1)
        {
            throw Bad("the end of the file", "more bytes");
        }

        // GZipStream checks the CRC-32 of a whole file but is silent about a file that ends before its CRC-32.
        if (_announced is { } length && length != _read)
        {
            throw Bad($"a gzip file that ends with the length {_read}", $"{length}");
        }
    }

    public void Dispose() => _stream.Dispose();

    private DatasetException Bad(string expected, string found) =>
        new(_file, expected, found, "The file is cut short or is not what its name says; get it again.");

    private int Guarded(Func<int> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new DatasetException(_file, "intact gzip data", error.Message.TrimEnd('.'), "The file is damaged; get it again.", error);
        }
    }
}
