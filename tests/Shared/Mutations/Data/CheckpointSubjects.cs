using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using VaeNotebooks;
using static TorchSharp.torch;

namespace Mutations;

/// <summary>Files of tensors: as they are, where the checksum must notice everything, and with a checksum that was made right again, by ill will.</summary>
public sealed class CheckpointSubjects : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mutations-").FullName;
    private readonly byte[] _sound;

    public CheckpointSubjects()
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>
        {
            ["model.weight"] = arange(12, ScalarType.Float32).reshape(3, 4),
            ["steps"] = arange(5, ScalarType.Int64),
            ["mask"] = tensor(new[] { true, false, true }),
            ["empty"] = zeros(0, 3),
        };
        SafeTensors.Save(Path, tensors, new Dictionary<string, string> { ["note"] = "x" });
        _sound = File.ReadAllBytes(Path);
        All =
        [
            new("checkpoint", typeof(InvalidDataException), random => ByteMutator.Mutate(_sound, random), ReadHashed),
            new("checkpoint, hash made right", typeof(InvalidDataException), random => Rehashed(ByteMutator.Mutate(_sound, random)), ReadAny),
            new("safetensors header", typeof(InvalidDataException), MutateHeader, ReadAny),
        ];
    }

    public IReadOnlyList<Subject> All { get; }

    private string Path => System.IO.Path.Combine(_folder, "a.safetensors");

    private int HeaderLength => (int)BinaryPrimitives.ReadInt64LittleEndian(_sound);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private byte[] MutateHeader(Random random)
    {
        var header = Encoding.UTF8.GetBytes(JsonMutator.Mutate(Encoding.UTF8.GetString(_sound.AsSpan(8, HeaderLength)), random));
        return Rehashed([.. BitConverter.GetBytes((long)header.Length), .. header, .. _sound[(8 + HeaderLength)..]]);
    }

    private void ReadHashed(byte[] file)
    {
        Load(file, requireHash: true);
        if (!file.AsSpan().SequenceEqual(_sound)) throw new UnsoundException("A changed file was read although it carries a checksum.");
    }

    private void ReadAny(byte[] file)
    {
        var bytes = Load(file, requireHash: false);
        var body = file.Length - 8 - BinaryPrimitives.ReadInt64LittleEndian(file);
        if (bytes != body) throw new UnsoundException($"{body} bytes were read as {bytes} bytes of tensors.");
    }

    private long Load(byte[] file, bool requireHash)
    {
        File.WriteAllBytes(Path, file);
        using var scope = NewDisposeScope();
        return SafeTensors.Load(Path, requireHash).Tensors.Values.Sum(tensor => (long)tensor.bytes.Length);
    }

    private static byte[] Rehashed(byte[] file)
    {
        var start = file.AsSpan().LastIndexOf("\"sha256\":\""u8) + 10;
        if (start < 10 || start + 64 > file.Length) return file;
        var hashed = file.ToArray();
        hashed.AsSpan(start, 64).Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(hashed))).CopyTo(hashed, start);
        return hashed;
    }
}
