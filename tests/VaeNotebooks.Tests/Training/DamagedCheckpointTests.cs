using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>What a training does when a file that it was to go on from is damaged, missing or in the way.</summary>
public sealed class DamagedCheckpointTests : IDisposable
{
    private static readonly MlpVaeOptions Shape = new() { InputSize = 6, HiddenSizes = [4], LatentSize = 2 };
    private static readonly TrainerOptions Options = new() { BatchSize = 10 };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-damage-");
    private readonly Tensor _data = rand([20, 6], generator: new Generator(3));
    private readonly string _path;
    private readonly string _previous;

    public DamagedCheckpointTests()
    {
        _path = Path.Combine(_folder.FullName, "model.safetensors");
        _previous = _path + ".previous";
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Delete(recursive: true);
    }

    public static TheoryData<string> Damages => ["a flipped bit", "cut off", "empty", "gone", "another file"];

    /// <summary>Trains up to an epoch with a checkpoint after each; gives the parameters and what was said on the error stream.</summary>
    private (float[] Parameters, RestoredFrom? From, string Said) Train(int epochs, bool restore = false)
    {
        using var model = new MlpVae(Shape, seed: 1);
        using var trainer = new Trainer(model, Options with { Epochs = epochs, CheckpointPath = _path });
        var (usual, said) = (Console.Error, new StringWriter());
        try
        {
            Console.SetError(said);
            var from = restore ? trainer.Restore(_path) : null;
            trainer.Fit(_data, _data);
            return ([.. model.parameters().SelectMany(parameter => parameter.data<float>().ToArray())], from, said.ToString());
        }
        finally
        {
            Console.SetError(usual);
        }
    }

    private void Damage(string path, string how)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        if (how == "gone") File.Delete(path);
        else File.WriteAllBytes(path, how switch { "a flipped bit" => bytes, "cut off" => bytes[..^9], "empty" => [], _ => "not a checkpoint"u8.ToArray() });
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void The_one_before_a_damaged_checkpoint_is_used_with_a_message_and_the_numbers_come_out_the_same(string how)
    {
        var whole = Train(epochs: 4);
        Assert.Equal("", whole.Said);
        Damage(_path, how);

        var again = Train(epochs: 4, restore: true);

        Assert.Equal(whole.Parameters, again.Parameters);
        var previous = Assert.IsType<RestoredFrom.Previous>(again.From);
        Assert.Equal(_previous, previous.Path);
        Assert.StartsWith($"The checkpoint '{_path}' cannot be read: ", previous.Damage);
        Assert.Equal($"{previous.Damage} Restored '{_previous}', the one before it: its last epoch is trained again, and the numbers will be the same.\n", again.Said.ReplaceLineEndings("\n"));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_checkpoint_never_takes_the_place_of_the_sound_one_before_it(string how)
    {
        Train(epochs: 3);
        var sound = File.ReadAllBytes(_previous);
        Damage(_path, how);

        Train(epochs: 3, restore: true); // writes the checkpoint of epoch 3 once

        Assert.Equal(sound, File.ReadAllBytes(_previous));
        Assert.Equal(how != "gone", File.Exists(_path + ".damaged"));
        Damage(_path, "cut off");
        Assert.IsType<RestoredFrom.Previous>(Train(epochs: 3, restore: true).From);
    }

    [Fact]
    public void When_both_are_damaged_the_message_names_both_and_nothing_changes()
    {
        Train(epochs: 2);
        Damage(_path, "a flipped bit");
        Damage(_previous, "cut off");
        using var model = new MlpVae(Shape, seed: 9);
        using var trainer = new Trainer(model, Options);
        var before = model.parameters().First().data<float>().ToArray();

        var failure = Assert.Throws<CheckpointException>(() => trainer.Restore(_path));

        Assert.StartsWith($"The checkpoint '{_path}' cannot be read: ", failure.Message);
        Assert.Contains($"Nor can the one before it. The checkpoint '{_previous}' cannot be read: ", failure.Message);
        Assert.EndsWith("Remedy: restore from a sound file, or train from the start.", failure.Message);
        Assert.Equal(before, model.parameters().First().data<float>().ToArray());
        Assert.Empty(trainer.Records);
    }

    [Fact]
    public void A_sound_checkpoint_of_other_options_is_refused_and_not_passed_over()
    {
        Train(epochs: 2);
        using var model = new MlpVae(Shape, seed: 1);
        using var trainer = new Trainer(model, Options with { BatchSize = 11 });
        Assert.Contains("\"BatchSize\":10", Assert.Throws<CheckpointException>(() => trainer.Restore(_path)).Message);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_stops_with_its_name_and_Fit_goes_on_once_it_can()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The device that is always full, /dev/full, is Linux's own.");
        var whole = Train(epochs: 3).Parameters;
        File.Delete(_path);
        File.Delete(_previous);
        using var model = new MlpVae(Shape, seed: 1);
        using var trainer = new Trainer(model, Options with { Epochs = 3, CheckpointPath = _path });
        var earlier = Array.Empty<byte>();

        var failure = Assert.Throws<CheckpointException>(() => trainer.Fit(_data, _data, onEpoch: record =>
        {
            earlier = File.ReadAllBytes(_path);
            File.CreateSymbolicLink(_path + ".tmp", "/dev/full");
        }));

        Assert.StartsWith($"The checkpoint '{_path}' could not be written: No space left on device", failure.Message);
        Assert.Contains("Remedy: free some room", failure.Message);
        Assert.Equal(earlier, File.ReadAllBytes(_path));
        Assert.Equal([_path], Directory.GetFiles(_folder.FullName));
        trainer.Fit(_data, _data); // the link went with the attempt
        Assert.Equal(whole, model.parameters().SelectMany(parameter => parameter.data<float>().ToArray()));
        Assert.Equal([1, 2, 3], trainer.Records.Select(record => record.Epoch));
    }
}
