using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>Checkpoints whose checksum is right, but which no trainer wrote: refused in words, and the model stays as it was.</summary>
public sealed class ForeignCheckpointTests : IDisposable
{
    private static readonly MlpVaeOptions Shape = new() { InputSize = 6, HiddenSizes = [4], LatentSize = 2 };
    private static readonly TrainerOptions Options = new() { Epochs = 1, BatchSize = 10 };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-foreign-");

    private string Sound => Path.Combine(_folder.FullName, "sound.safetensors");

    private string Foreign => Path.Combine(_folder.FullName, "foreign.safetensors");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("records", "{}")]
    [InlineData("records", "[null]")]
    [InlineData("records", "[{\"Epoch\":1e400}]")]
    [InlineData("steps", "many")]
    [InlineData("steps", "9223372036854775808")]
    [InlineData("steps", null)]
    public void Metadata_of_another_form(string key, string? value)
    {
        Write((_, metadata) =>
        {
            metadata.Remove(key);
            if (value is not null) metadata[key] = value;
        });
        Assert.Contains("does not say how far it is", Refusal());
    }

    [Fact]
    public void A_generator_state_that_is_none()
    {
        Write((tensors, _) => tensors["generator"].fill_(255));
        Assert.Contains("no state of a random number generator", Refusal());
    }

    [Fact]
    public void A_generator_is_sound_after_any_number_of_draws_and_not_beyond_its_words()
    {
        using var scope = NewDisposeScope();
        var generator = new Generator(3);
        for (var draw = 0; draw < 1300; draw++)
        {
            Assert.True(GeneratorState.IsSound(generator.get_state().bytes), $"After {draw} draws.");
            rand(1, generator: generator);
        }

        var state = generator.get_state().bytes.ToArray();
        state[16]++;
        Assert.False(GeneratorState.IsSound(state));
    }

    private void Write(Action<Dictionary<string, Tensor>, Dictionary<string, string>> change)
    {
        using (var model = new MlpVae(Shape, seed: 1))
        using (var trainer = new Trainer(model, Options with { CheckpointPath = Sound }))
        using (var data = rand(20, 6))
        {
            trainer.Fit(data, data);
        }

        using var scope = NewDisposeScope();
        var (tensors, metadata) = SafeTensors.Load(Sound);
        change(tensors, metadata);
        SafeTensors.Save(Foreign, tensors, metadata);
    }

    private string Refusal()
    {
        using var model = new MlpVae(Shape, seed: 9);
        using var trainer = new Trainer(model, Options);
        var before = model.parameters().First().data<float>().ToArray();
        var failure = Assert.Throws<CheckpointException>(() => trainer.Restore(Foreign));
        Assert.Equal(before, model.parameters().First().data<float>().ToArray());
        return failure.Message;
    }
}
