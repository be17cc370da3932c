using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>
/// Missing quadrants of grey MNIST, by the protocol of Pyro's example on conditional VAEs: one, two and three quadrants observed, a plain network and a conditional VAE for each
/// case, stopped when three epochs in a row have not bettered the validation loss. The NLL is summed over the missing pixels, nats per image.
/// </summary>
internal sealed class ImputationBenchmark(int epochs, int seed, string folder)
{
    private const int Batch = 128, Patience = 3, Validation = 5000, Draws = 100, Hidden = 500, Latent = 200;
    private const double LearningRate = 1e-3;

    /// <summary>Keeps the draws of the measurement apart from those of the training.</summary>
    private const ulong MeasurementSeed = 1000;

    /// <summary>Pyro, examples/cvae, its table: the plain network and the conditional VAE.</summary>
    private static readonly (double Network, double Cvae)[] Published = [(100.4, 71.8), (61.9, 51.0), (25.4, 24.2)];

    public void Run()
    {
        set_num_threads(1);
        Directory.CreateDirectory(folder);
        using var data = Datasets.Load("mnist");
        Console.WriteLine(
            $"grey MNIST, {data.Train.Count - Validation} + {Validation} + {data.Test.Count}; network 784-{Hidden}-{Hidden}-784; CVAE with {Hidden}-{Hidden} hidden units, z{Latent}, prior with {Hidden}; "
            + $"batch {Batch}, Adam {LearningRate}, at most {epochs} epochs, patience {Patience}; seed {seed}; NLL of the CVAE importance-weighted with {Draws} draws.");
        for (var quadrants = 1; quadrants <= Published.Length; quadrants++)
        {
            using var scope = NewDisposeScope();
            var mask = Quadrants.Mask(quadrants);
            var (network, cvae) = (Network(data, mask, quadrants), Cvae(data, mask, quadrants));
            var (publishedNetwork, publishedCvae) = Published[quadrants - 1];
            Console.WriteLine($"{quadrants} observed: network {network:F2} (published {publishedNetwork}), CVAE {cvae:F2} (published {publishedCvae}) nats");
        }
    }

    private double Network(DatasetSplits data, Tensor mask, int quadrants)
    {
        using var network = new DigitImputer(Hidden, seed);
        Fit(network, network.Bound(mask), data, $"imputation-network-{quadrants}-{seed}");
        return Nll(data, x => network.LogLikelihood(x, mask));
    }

    private double Cvae(DatasetSplits data, Tensor mask, int quadrants)
    {
        var options = new ConditionalVaeOptions { ConditionSize = ImageDataset.PixelCount, HiddenSizes = [Hidden, Hidden], LatentSize = Latent, PriorHiddenSize = Hidden };
        using var cvae = new ConditionalVae(options, seed);
        Fit(cvae, (x, generator) => Quadrants.Terms(cvae, x, mask, generator), data, $"imputation-cvae-{quadrants}-{seed}");
        using var generator = new Generator(MeasurementSeed);
        return Nll(data, x => Quadrants.LogLikelihood(cvae, x, mask, Draws, generator));
    }

    private static double Nll(DatasetSplits data, Func<Tensor, Tensor> logLikelihood) =>
        -Evaluation.MeanElbo(x => WithoutRate(logLikelihood(x)), data.Test.Images, batchSize: 100).Elbo;

    private static Elbo WithoutRate(Tensor log) => new(log, zeros_like(log));

    /// <summary>Leaves the model as it was after its best epoch. A run that was stopped goes on from its last checkpoint.</summary>
    private void Fit(nn.Module model, Func<Tensor, Generator, Elbo> bound, DatasetSplits data, string name)
    {
        var (last, best) = (Path.Combine(folder, name + ".checkpoint"), Path.Combine(folder, name + "-best.checkpoint"));
        var options = new TrainerOptions { Epochs = epochs, BatchSize = Batch, LearningRate = LearningRate, Seed = seed, CheckpointPath = last };
        using var trainer = new Trainer(model, bound, options);
        if (File.Exists(last)) trainer.Restore(last);
        using var stop = new CancellationTokenSource();
        if (IsOver(trainer)) stop.Cancel();
        try
        {
            trainer.Fit(data.Train.Images[..^Validation], data.Train.Images[^Validation..], _ => AfterEpoch(trainer, best, stop), cancellation: stop.Token);
        }
        catch (OperationCanceledException) // no epoch of the last three was better
        {
        }

        trainer.Restore(best);
        Console.WriteLine($"  {name}: best epoch {trainer.Records.Count}, validation {-trainer.Records[^1].TestElbo:F2} nats");
    }

    private static void AfterEpoch(Trainer trainer, string best, CancellationTokenSource stop)
    {
        if (BestEpoch(trainer) == trainer.Records.Count) trainer.Save(best);
        if (IsOver(trainer)) stop.Cancel();
    }

    private static bool IsOver(Trainer trainer) => trainer.Records.Count - BestEpoch(trainer) >= Patience;

    private static int BestEpoch(Trainer trainer) => trainer.Records.Count == 0 ? 0 : trainer.Records.MaxBy(record => record.TestElbo)!.Epoch;
}
