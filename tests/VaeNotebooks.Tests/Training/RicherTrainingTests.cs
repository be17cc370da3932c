using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>One loop trains them all: same bits, checkpoints with everything that a model holds, flat memory.</summary>
public sealed class RicherTrainingTests : IDisposable
{
    private static readonly TrainerOptions Options = new() { Epochs = 4, BatchSize = 15, LearningRate = 0.03, Seed = 2 };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-richer-");
    private readonly Tensor _data = SmallModels.Data(50);

    public void Dispose()
    {
        _data.Dispose();
        _folder.Delete(recursive: true);
    }

    public static TheoryData<string> Models => ["flow", "two layers", "VampPrior", "VQ-VAE"];

    private static (nn.Module Model, Func<Tensor, Generator, Elbo> Bound) Build(string name)
    {
        if (name == "VQ-VAE")
        {
            var vq = SmallModels.Vq();
            return (vq, vq.Elbo);
        }

        Vae model = name switch { "flow" => SmallModels.Flow(), "two layers" => SmallModels.TwoLayers(), _ => SmallModels.Vamp() };
        return (model, model.Elbo);
    }

    /// <summary>Everything the model holds, buffers too.</summary>
    private static float[] State(nn.Module model) =>
        [.. model.state_dict().OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value.data<float>().ToArray())];

    private (float[] State, EpochRecord[] Records) Run(string name, TrainerOptions options, string? from = null)
    {
        var (model, bound) = Build(name);
        using var owned = model;
        using var trainer = new Trainer(model, bound, options);
        if (from is not null) trainer.Restore(from);
        trainer.Fit(_data, _data);
        return (State(model), [.. trainer.Records.Select(record => record with { Seconds = 0 })]);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_same_seed_gives_the_same_bits(string name)
    {
        var (first, second) = (Run(name, Options), Run(name, Options));
        Assert.Equal(first.State, second.State);
        Assert.Equal(first.Records, second.Records);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Training_beats_what_is_possible_without_a_latent(string name)
    {
        // Each pixel is lit half of the time: -6 log 2 = -4.16 nats. With the half known it is -6 H(0.1) - log 2 = -2.64.
        var last = Run(name, Options with { Epochs = 60 }).Records[^1];
        Assert.InRange(last.TestElbo, -3.6, -2.0);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_resumed_run_equals_an_uninterrupted_one_bit_for_bit(string name)
    {
        var path = Path.Combine(_folder.FullName, "model.safetensors");
        var whole = Run(name, Options);
        Run(name, Options with { Epochs = 2, CheckpointPath = path });
        var resumed = Run(name, Options, from: path);
        Assert.Equal(whole.State, resumed.State);
        Assert.Equal(whole.Records, resumed.Records);
    }

    [Fact]
    public void A_checkpoint_holds_the_codebook_and_its_moving_averages()
    {
        var path = Path.Combine(_folder.FullName, "vq.safetensors");
        Run("VQ-VAE", Options with { CheckpointPath = path });
        var stored = SafeTensors.Load(path).Tensors;
        Assert.All(["model.codebook.vectors", "model.codebook.uses", "model.codebook.sums"], name => Assert.Contains(name, stored.Keys));
        foreach (var tensor in stored.Values) tensor.Dispose();
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Live_tensors_stay_flat(string name)
    {
        var (model, bound) = Build(name);
        using var owned = model;
        using var trainer = new Trainer(model, bound, Options with { Epochs = 6 });
        var live = new List<long>();
        trainer.Fit(_data, _data, _ => live.Add(LiveTensors.OnThisThread));
        Assert.All(live.Skip(1), count => Assert.Equal(live[1], count));
    }

    [Fact]
    public void A_prior_of_codes_learns_to_the_entropy_of_its_codes()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var first = randint(0, 2, [400], generator: generator);
        var codes = stack([first, 1 - first], 1);                   // two codes, the second decided by the first: log 2 nats
        using var prior = new CodePrior(2, 3, hiddenSize: 16, seed: 1);
        using var trainer = new Trainer(prior, prior.Elbo, Options with { Epochs = 30, LearningRate = 0.02 });
        Assert.Equal(-Math.Log(2), trainer.Fit(codes, codes)[^1].TestElbo, 0.03);
    }
}
