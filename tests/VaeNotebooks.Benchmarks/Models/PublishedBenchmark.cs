using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>
/// Long trainings by published protocols. Each epoch leaves a checkpoint, so that a run that was stopped goes on where it was; where the set has a validation
/// part, the parameters of its best epoch are kept beside and measured too.
/// </summary>
internal sealed class PublishedBenchmark(PublishedProtocol protocol, int seed, string folder)
{
    /// <summary>Keeps the draws of the measurement apart from those of the training.</summary>
    private const ulong MeasurementSeed = 1000;

    private string Last => Path.Combine(folder, $"{protocol.Name}-{seed}.checkpoint");

    private string Best => Path.Combine(folder, $"{protocol.Name}-{seed}-best.checkpoint");

    public void Run()
    {
        set_num_threads(1);
        Directory.CreateDirectory(folder);
        using var data = Datasets.Load(protocol.Dataset);
        using var model = new MlpVae(protocol.Model, seed);
        using var trainer = new Trainer(model, protocol.Training with { Seed = seed, CheckpointPath = Last });
        if (File.Exists(Last)) trainer.Restore(Last);
        trainer.LearningRate = protocol.LearningRateAfter(trainer.Records.Count);
        Train(trainer, data);
        using var test = protocol.Training.DynamicBinarization ? Binarization.Sample(data.Test.Images, new Generator(MeasurementSeed)) : data.Test.Images.alias();
        Console.WriteLine(protocol.Published);
        Measure(model, test, $"after {protocol.Steps?.ToString("N0") ?? $"{trainer.Records.Count * (data.Train.Count / protocol.Training.BatchSize):N0}"} steps");
        if (!File.Exists(Best)) return;
        trainer.Restore(Best);
        Measure(model, test, $"best epoch on the validation set, {trainer.Records.Count}");
    }

    private void Train(Trainer trainer, DatasetSplits data)
    {
        using var stop = new CancellationTokenSource();
        try
        {
            trainer.Fit(data.Train.Images, (data.Validation ?? data.Test).Images, _ => AfterEpoch(trainer, data.Validation is not null), step => StopAfter(step, stop), stop.Token);
        }
        catch (OperationCanceledException) // the model is as the last step left it
        {
        }
    }

    private void AfterEpoch(Trainer trainer, bool validated)
    {
        var record = trainer.Records[^1];
        trainer.LearningRate = protocol.LearningRateAfter(record.Epoch);
        if (validated && trainer.Records.All(earlier => earlier.TestElbo <= record.TestElbo)) trainer.Save(Best);
        if (record.Epoch % 10 == 0 || record.Epoch == 1) Console.WriteLine($"epoch {record.Epoch}: train {record.TrainElbo:F2}, {(validated ? "validation" : "test")} {record.TestElbo:F2} nats, {record.Seconds:F1} s");
    }

    private void StopAfter(StepRecord step, CancellationTokenSource stop)
    {
        if (((step.Epoch - 1) * step.StepsPerEpoch) + step.Step == protocol.Steps) stop.Cancel();
    }

    private void Measure(MlpVae model, Tensor test, string when)
    {
        using var generator = new Generator(MeasurementSeed);
        var elbo = Evaluation.MeanElbo(model, test, LatentChoice.Sampled, generator);
        Console.WriteLine($"{protocol.Name}, seed {seed}, {when}: -ELBO {-elbo.Elbo:F2} = {-elbo.Reconstruction:F2} + {elbo.Rate:F2} nats, {test.shape[0]} test images");
        foreach (var samples in protocol.Samples)
        {
            using var bound = Evaluation.LogLikelihood(model, test, samples, generator);
            Console.WriteLine($"  importance-weighted with {samples} draws: {-bound.mean().item<float>():F2} (standard error over images {bound.std().item<float>() / Math.Sqrt(test.shape[0]):F2})");
        }
    }
}
