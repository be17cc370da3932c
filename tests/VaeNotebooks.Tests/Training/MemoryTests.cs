using System.Diagnostics;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>Alone in the process while it runs: resident memory is that of all tests.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    [Fact]
    public void Live_tensors_and_resident_memory_stay_flat_over_twenty_epochs() => StayFlat(new MlpVae(new MlpVaeOptions(), seed: 1), examples: 1000);

    [Fact]
    public void So_they_do_with_convolutions_and_two_parameters_a_pixel() =>
        StayFlat(new ConvVae(new ConvVaeOptions { OuterChannels = 4, InnerChannels = 4, HiddenSize = 20, Likelihood = new Likelihood.DiscretisedLogistic() }, seed: 1), examples: 200);

    private static void StayFlat(Vae vae, int examples)
    {
        using var generator = new Generator(1);
        using var train = rand(examples, 784, generator: generator);
        using var test = rand(100, 784, generator: generator);
        using var model = vae;
        using var trainer = new Trainer(model, new TrainerOptions { Epochs = 20, BatchSize = 50 });
        var (live, resident) = (new List<long>(), new List<double>());
        trainer.Fit(train, test, _ =>
        {
            live.Add(LiveTensors.OnThisThread);
            GC.Collect(); // on a machine with a large cache the collector waits until there are hundreds of MiB of dead objects
            using var process = Process.GetCurrentProcess();
            resident.Add(process.WorkingSet64 / 1048576.0);
        });
        Assert.All(live.Skip(1), count => Assert.Equal(live[1], count));
        var growth = (resident[^1] / resident[1]) - 1;
        Assert.True(growth < 0.03, $"resident memory grew by {growth:P1}: {string.Join(", ", resident.Select(mib => $"{mib:F0}"))} MiB");
    }
}
