using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class CheckpointTests : IDisposable
{
    private static readonly MlpVaeOptions Shape = new() { InputSize = 6, HiddenSizes = [4], LatentSize = 2 };
    private static readonly TrainerOptions Options = new() { Epochs = 1, BatchSize = 10 };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-checkpoint-");
    private readonly string _path;

    public CheckpointTests() => _path = Path.Combine(_folder.FullName, "sub", "model.safetensors");

    public void Dispose() => _folder.Delete(recursive: true);

    private void Train(int epochs)
    {
        using var model = new MlpVae(Shape, seed: 1);
        using var trainer = new Trainer(model, Options with { Epochs = epochs, CheckpointPath = _path });
        using var data = rand(20, 6);
        trainer.Fit(data, data);
    }

    private CheckpointException Refusal(MlpVaeOptions? shape = null, TrainerOptions? options = null)
    {
        using var model = new MlpVae(shape ?? Shape, seed: 9);
        using var trainer = new Trainer(model, options ?? Options);
        var before = model.parameters().First().data<float>().ToArray();
        var failure = Assert.Throws<CheckpointException>(() => trainer.Restore(_path));
        Assert.Equal(before, model.parameters().First().data<float>().ToArray());
        return failure;
    }

    [Fact]
    public void The_checkpoint_before_the_last_is_kept_and_no_temporary_file()
    {
        Train(epochs: 3);
        Assert.Equal([_path, _path + ".previous"], Directory.GetFiles(Path.GetDirectoryName(_path)!).Order());
        using var model = new MlpVae(Shape, seed: 1);
        using var trainer = new Trainer(model, Options);
        Assert.Equal(_path, Assert.IsType<RestoredFrom.Newest>(trainer.Restore(_path)).Path);
        Assert.Equal(3, trainer.Records.Count);
        Assert.IsType<RestoredFrom.Newest>(trainer.Restore(_path + ".previous"));
        Assert.Equal(2, trainer.Records.Count);
    }

    [Fact]
    public void What_a_killed_writer_left_is_neither_read_nor_kept()
    {
        Train(epochs: 1);
        File.WriteAllBytes(_path + ".tmp", new byte[1000]);
        using (var model = new MlpVae(Shape, seed: 1))
        using (var trainer = new Trainer(model, Options))
        {
            trainer.Restore(_path);
        }

        Train(epochs: 1);
        Assert.Equal([_path, _path + ".previous"], Directory.GetFiles(Path.GetDirectoryName(_path)!).Order());
    }

    [Fact]
    public void A_write_that_fails_leaves_no_temporary_file()
    {
        Directory.CreateDirectory(_path); // a folder is in the way
        using var small = ones(3);
        Assert.ThrowsAny<Exception>(() => SafeTensors.Save(_path, new Dictionary<string, Tensor> { ["a"] = small }));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_path)!));
    }

    [Fact]
    public void A_file_with_a_bad_entry_leaves_no_tensor_of_the_good_ones()
    {
        var header = """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}"""u8.ToArray();
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.WriteAllBytes(_path, [.. BitConverter.GetBytes((long)header.Length), .. header, .. BitConverter.GetBytes(1.5f)]);
        var before = LiveTensors.OnThisThread;
        Assert.Throws<InvalidDataException>(() => SafeTensors.Load(_path));
        Assert.Equal(before, LiveTensors.OnThisThread);
    }

    [Fact]
    public void One_flipped_bit_and_one_missing_end_are_noticed_wherever_they_are()
    {
        using var small = arange(5, ScalarType.Float32);
        SafeTensors.Save(_path, new Dictionary<string, Tensor> { ["a"] = small }, new Dictionary<string, string> { ["note"] = "x" });
        var sound = File.ReadAllBytes(_path);
        for (var i = 0; i < sound.Length; i++)
        {
            var flipped = sound.ToArray();
            flipped[i] ^= (byte)(1 << (i % 8));
            foreach (var damaged in new[] { flipped, sound[..i] })
            {
                File.WriteAllBytes(_path, damaged);
                Assert.Throws<InvalidDataException>(() => SafeTensors.Load(_path, requireHash: true));
            }
        }
    }

    [Fact]
    public void A_missing_file_another_model_and_other_options_are_refused_by_name()
    {
        Assert.Contains($"'{_path}' cannot be read", Refusal().Message);
        Train(epochs: 1);
        Assert.Contains(
            "is of another model: 'model.mean.weight' is Float32 [2, 4] there and Float32 [3, 4] here",
            Refusal(Shape with { LatentSize = 3 }).Message);
        Assert.Contains("is of another model: 'model.encoder.linear1.weight' is absent there", Refusal(Shape with { HiddenSizes = [4, 4] }).Message);
        Assert.Contains("\"BatchSize\":10", Refusal(options: Options with { BatchSize = 11 }).Message);
    }

    [Fact]
    public void Tensors_of_each_type_and_metadata_come_back()
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>
        {
            ["a"] = tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }).t(), // not contiguous
            ["b"] = tensor(new[] { 1.5, -2 }),
            ["c"] = tensor(new long[] { 7 }),
            ["d"] = tensor(new byte[] { 1, 2, 255 }),
            ["e"] = tensor(new[] { true, false }),
            ["empty"] = zeros(0, 3),
            ["scalar"] = tensor(3f),
        };
        SafeTensors.Save(_path, tensors, new Dictionary<string, string> { ["note"] = "a \"quoted\" text, \u6587" });
        var (loaded, metadata) = SafeTensors.Load(_path);
        Assert.Equal(tensors.Keys.Order(), loaded.Keys.Order());
        Assert.All(tensors, pair => Assert.True(pair.Value.Equals(loaded[pair.Key]), pair.Key));
        Assert.Equal("a \"quoted\" text, \u6587", Assert.Single(metadata).Value);
    }

    [Fact]
    public void A_file_written_by_hand_after_the_format_is_read()
    {
        var header = """{"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}   """u8.ToArray();
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.WriteAllBytes(_path, [.. BitConverter.GetBytes((long)header.Length), .. header, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)]);
        using var w = SafeTensors.Load(_path).Tensors["w"];
        Assert.Equal([1, 2], w.shape);
        Assert.Equal([1.5f, -2f], w.data<float>().ToArray());
    }
}
