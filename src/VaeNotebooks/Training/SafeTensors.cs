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

    private const string Metadata = "__metadata__";
    private const string HashKey = "sha256";
    private static readonly string NoHash = new('0', 64);

    private static readonly Dictionary<ScalarType, string> Codes = new()
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
        var bytes = Encode(tensors, metadata ?? new Dictionary<string, string>());
        WholeFile.Write(path, bytes, path + (IsSound(path) ? PreviousSuffix : DamagedSuffix));
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
            _ = ReadHeader(File.ReadAllBytes(path), requireHash: false);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || IsMalformed(e))
        {
            return false;
        }
    }

    private static bool IsMalformed(Exception e) => e is JsonException or InvalidOperationException or ArgumentException or FormatException
        or OverflowException or NullReferenceException or KeyNotFoundException;

    private static byte[] Encode(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var body = new MemoryStream();
        var about = new JsonObject([.. metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)), new(HashKey, NoHash)]);
        var header = new JsonObject { [Metadata] = about };
        foreach (var (name, tensor) in tensors)
        {
            var start = body.Length;
            using (var plain = tensor.detach().cpu().contiguous()) body.Write(plain.bytes);
            header[name] = new JsonObject
            {
                ["dtype"] = Codes.TryGetValue(tensor.dtype, out var code) ? code : throw new NotSupportedException($"'{name}' is {tensor.dtype}."),
                ["shape"] = new JsonArray([.. tensor.shape.Select(size => (JsonNode)size)]),
                ["data_offsets"] = new JsonArray(start, body.Length),
            };
        }

        return Join(Encoding.UTF8.GetBytes(header.ToJsonString()), body.ToArray());
    }

    private static byte[] Join(byte[] header, byte[] body)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        byte[] file = [.. length, .. header, .. body];
        var hash = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(file)));
        hash.CopyTo(file.AsSpan(8 + HashPosition(header)));
        return file;
    }

    private static (Dictionary<string, Tensor>, Dictionary<string, string>) Decode(byte[] file, bool requireHash)
    {
        var (header, metadata, length) = ReadHeader(file, requireHash);
        using var scope = NewDisposeScope(); // a bad entry must not leave the tensors of those before it
        var tensors = TensorEntry.Of(header.Where(pair => pair.Key != Metadata), Codes, file.Length - 8 - length)
            .ToDictionary(entry => entry.Name, entry => Read(entry, file.AsSpan(8 + length)));
        return (tensors.ToDictionary(pair => pair.Key, pair => pair.Value.MoveToOuterDisposeScope()), metadata);
    }

    private static (JsonObject Header, Dictionary<string, string> Metadata, int Length) ReadHeader(byte[] file, bool requireHash)
    {
        var length = checked((int)BinaryPrimitives.ReadInt64LittleEndian(file));
        var text = file.AsSpan(8, length).ToArray();
        var header = JsonNode.Parse(text)!.AsObject();
        var metadata = header[Metadata]?.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!) ?? [];
        if (metadata.Remove(HashKey, out var hash)) CheckHash(file, HashPosition(text), hash);
        else if (requireHash) throw new FormatException("it carries no SHA-256");
        return (header, metadata, length);
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
    private static void CheckHash(byte[] file, int position, string expected)
    {
        using var running = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        running.AppendData(file, 0, 8 + position);
        running.AppendData(Encoding.ASCII.GetBytes(NoHash));
        running.AppendData(file.AsSpan(8 + position + NoHash.Length));
        var actual = Convert.ToHexStringLower(running.GetHashAndReset());
        if (actual != expected) throw new FormatException($"its SHA-256 is {actual}, but it should be {expected}");
    }

    private static int HashPosition(ReadOnlySpan<byte> header)
    {
        var key = $"\"{HashKey}\":\"";
        return header.LastIndexOf(Encoding.UTF8.GetBytes(key)) + key.Length;
    }
}
