using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// Writes a safetensors file part by part from the tensors' own memory. A checkpoint per epoch that is first put together in arrays leaves many times its size of
/// large dead objects, which the collector keeps for long.
/// </summary>
internal sealed class SafeTensorsWriter : IDisposable
{
    private readonly List<Tensor> _plain = [];
    private readonly byte[] _start;

    /// <exception cref="NotSupportedException">A tensor is of a type that has no code.</exception>
    public SafeTensorsWriter(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var about = new JsonObject([.. metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)), new(SafeTensors.HashKey, SafeTensors.NoHash)]);
        var header = new JsonObject { [SafeTensors.Metadata] = about };
        var end = 0L;
        foreach (var (name, tensor) in tensors)
        {
            var code = SafeTensors.Codes.TryGetValue(tensor.dtype, out var known) ? known : throw new NotSupportedException($"'{name}' is {tensor.dtype}.");
            _plain.Add(tensor.detach().cpu().contiguous().DetachFromDisposeScope());
            header[name] = Entry(code, tensor.shape, end, end += _plain[^1].bytes.Length);
        }

        _start = Start(Encoding.UTF8.GetBytes(header.ToJsonString()));
        Sign();
    }

    public void WriteTo(Stream stream)
    {
        stream.Write(_start);
        foreach (var tensor in _plain) stream.Write(tensor.bytes);
    }

    public void Dispose() => _plain.ForEach(tensor => tensor.Dispose());

    private static JsonObject Entry(string code, long[] shape, long start, long end) => new()
    {
        ["dtype"] = code,
        ["shape"] = new JsonArray([.. shape.Select(size => (JsonNode)size)]),
        ["data_offsets"] = new JsonArray(start, end),
    };

    private static byte[] Start(byte[] header)
    {
        var start = new byte[SafeTensors.LengthBytes + header.Length];
        BinaryPrimitives.WriteInt64LittleEndian(start, header.Length);
        header.CopyTo(start, SafeTensors.LengthBytes);
        return start;
    }

    // The hash is that of the file with zeros in its place.
    private void Sign()
    {
        using var running = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        running.AppendData(_start);
        foreach (var tensor in _plain) running.AppendData(tensor.bytes);
        var hash = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(running.GetHashAndReset()));
        hash.CopyTo(_start.AsSpan(SafeTensors.LengthBytes + SafeTensors.HashPosition(_start.AsSpan(SafeTensors.LengthBytes))));
    }
}
