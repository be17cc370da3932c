using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// Named tensors in one file in the safetensors format, which PyTorch, JAX and others read: eight bytes with the length of the header, a JSON header
/// (name to <c>dtype</c>, <c>shape</c>, <c>data_offsets</c>), then the numbers, little-endian. Files written here also carry a SHA-256 of themselves.
/// </summary>
public static class SafeTensors
{
    /// <summary>Ends the name of the file before the last.</summary>
    internal const string PreviousSuffix = ".previous";

    /// <summary>Ends the name of a file that was found damaged when a new one took its place.</summary>
    internal const string DamagedSuffix = ".damaged";

    /// <summary>The file begins with the length of its header.</summary>
    internal const int LengthBytes = sizeof(long);

    internal const string Metadata = "__metadata__";
    internal const string HashKey = "sha256";
    internal static readonly string NoHash = new('0', 64);

    internal static readonly Dictionary<ScalarType, string> Codes = new()
    {
        [ScalarType.Float32] = "F32",
        [ScalarType.Float64] = "F64",
        [ScalarType.Int64] = "I64",
        [ScalarType.Int32] = "I32",
        [ScalarType.Byte] = "U8",
        [ScalarType.Bool] = "BOOL",
    };

    /// <summary>
    /// Writes the file whole or not at all (temporary file, flush, rename). An earlier file of that name is kept as <c>.previous</c>; a damaged one
    /// as <c>.damaged</c>, so that it never takes the place of the sound one before it.
    /// </summary>
    /// <param name="path">The file; its folder is made when missing.</param>
    /// <param name="tensors">Float32, float64, int64, int32, uint8 or bool.</param>
    /// <param name="metadata">Short texts to go with them.</param>
    /// <exception cref="NotSupportedException">A tensor is of another type.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = new SafeTensorsWriter(tensors, metadata ?? new Dictionary<string, string>());
        WholeFile.Write(path, writer.WriteTo, path + (IsSound(path) ? PreviousSuffix : DamagedSuffix));
    }

    /// <summary>Reads a file; the caller owns the tensors. The hash is checked where the file has one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="requireHash">Refuses a file without a hash: only files written elsewhere have none.</param>
    /// <exception cref="InvalidDataException">The file is no safetensors file, or damaged.</exception>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Load(string path, bool requireHash = false)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            return Decode(bytes, requireHash);
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw new InvalidDataException($"'{path}' is not a sound safetensors file ({bytes.Length} bytes): {e.Message}", e);
        }
    }

    private static bool IsSound(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            _ = ReadHeader(file, requireHash: false);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || IsMalformed(e))
        {
            return false;
        }
    }

    private static bool IsMalformed(Exception e) => e is JsonException or InvalidOperationException or ArgumentException or FormatException
        or OverflowException or NullReferenceException or KeyNotFoundException;

    private static (Dictionary<string, Tensor>, Dictionary<string, string>) Decode(byte[] file, bool requireHash)
    {
        using var stream = new MemoryStream(file, writable: false);
        var (header, metadata, start) = ReadHeader(stream, requireHash);
        using var scope = NewDisposeScope(); // a bad entry must not leave the tensors of those before it
        var tensors = TensorEntry.Of(header.Where(pair => pair.Key != Metadata), Codes, file.Length - start)
            .ToDictionary(entry => entry.Name, entry => Read(entry, file.AsSpan(start)));
        return (tensors.ToDictionary(pair => pair.Key, pair => pair.Value.MoveToOuterDisposeScope()), metadata);
    }

    private static (JsonObject Header, Dictionary<string, string> Metadata, int Start) ReadHeader(Stream file, bool requireHash)
    {
        var start = ReadStart(file);
        var text = start.AsSpan(LengthBytes);
        var header = JsonNode.Parse(text)!.AsObject();
        var metadata = header[Metadata]?.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!) ?? [];
        if (metadata.Remove(HashKey, out var hash)) CheckHash(start, file, LengthBytes + HashPosition(text), hash);
        else if (requireHash) throw new FormatException("it carries no SHA-256");
        return (header, metadata, start.Length);
    }

    /// <summary>The length of the header and the header.</summary>
    private static byte[] ReadStart(Stream file)
    {
        var number = new byte[LengthBytes];
        if (file.ReadAtLeast(number, LengthBytes, throwOnEndOfStream: false) < LengthBytes) throw new FormatException("it ends before its header");
        var length = BinaryPrimitives.ReadInt64LittleEndian(number);
        if (length < 0 || length > file.Length - LengthBytes) throw new FormatException($"its header would have {length} bytes");
        var start = new byte[LengthBytes + length];
        number.CopyTo(start, 0);
        file.ReadExactly(start.AsSpan(LengthBytes));
        return start;
    }

    private static Tensor Read(TensorEntry entry, Span<byte> body)
    {
        var bytes = body[entry.Start..entry.End];
        if (entry.Type == ScalarType.Bool && bytes.ContainsAnyExceptInRange((byte)0, (byte)1)) throw new FormatException($"'{entry.Name}' holds what is no bool");
        var tensor = empty(entry.Shape, entry.Type);
        if (bytes.Length > 0) tensor.bytes = bytes;
        return tensor;
    }

    /// <summary>The hash is that of the file with sixty-four zeros in its place.</summary>
    private static void CheckHash(byte[] start, Stream rest, int position, string expected)
    {
        using var running = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        running.AppendData(start, 0, position);
        running.AppendData(Encoding.ASCII.GetBytes(NoHash));
        running.AppendData(start.AsSpan(position + NoHash.Length));
        var buffer = new byte[1 << 16];
        while (rest.Read(buffer) is > 0 and var count) running.AppendData(buffer, 0, count);
        var actual = Convert.ToHexStringLower(running.GetHashAndReset());
        if (actual != expected) throw new FormatException($"its SHA-256 is {actual}, but it should be {expected}");
    }

    internal static int HashPosition(ReadOnlySpan<byte> header)
    {
        var key = $"\"{HashKey}\":\"";
        return header.LastIndexOf(Encoding.UTF8.GetBytes(key)) + key.Length;
    }
}
