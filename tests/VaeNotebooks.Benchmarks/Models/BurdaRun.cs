using System.Text.Json;
using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>What a training is judged by: the log-likelihoods of the same test drawings, nats, in their order.</summary>
/// <param name="LogLikelihoods">With the K that the protocol names.</param>
/// <param name="TestBound">The model's own training bound on them, nats per example.</param>
/// <param name="ActiveUnits">Of 50.</param>
/// <param name="Minutes">Of training, with its tests.</param>
internal sealed record BurdaResult(double[] LogLikelihoods, double TestBound, int ActiveUnits, double Minutes)
{
    public double NegativeLogLikelihood => -LogLikelihoods.Average();
}

/// <summary>
/// One training of the table: a checkpoint after each epoch, the result in a file at the end. Run again, it goes on where it was; a finished one is only read.
/// </summary>
/// <param name="Folder">Of the files.</param>
/// <param name="Draws">1: the VAE, with its rate in closed form; more: IWAE.</param>
/// <param name="Epochs">Of 3,280.</param>
/// <param name="Seed">Of parameters, order and draws.</param>
internal sealed record BurdaRun(string Folder, int Draws, int Epochs, int Seed)
{
    private const int BatchSize = 20, Chunk = 50;

    public string Name => $"{(Draws == 1 ? "VAE" : $"IWAE k={Draws}")}, seed {Seed}";

    private string PathOf(string suffix) => Path.Combine(Folder, $"burda-k{Draws}-epochs{Epochs}-seed{Seed}{suffix}");

    public BurdaResult Finish(Tensor train, Tensor test, int samples)
    {
        var file = PathOf($"-nll{samples}-of{test.shape[0]}.json");
        if (File.Exists(file)) return JsonSerializer.Deserialize<BurdaResult>(File.ReadAllText(file))!;
        using var model = new MlpVae(new MlpVaeOptions { HiddenSizes = [200, 200], LatentSize = 50, Activation = Activation.Tanh }, Seed);
        var result = Measure(model, Train(model, train, test), test, samples);
        File.WriteAllText(file + ".part", JsonSerializer.Serialize(result));
        File.Move(file + ".part", file, overwrite: true);
        return result;
    }

    private IReadOnlyList<EpochRecord> Train(MlpVae model, Tensor train, Tensor test)
    {
        var checkpoint = PathOf(".safetensors");
        var options = new TrainerOptions
        {
            Epochs = Epochs,
            BatchSize = BatchSize,
            LearningRate = BurdaSchedule.At(0),
            Epsilon = 1e-4,
            Seed = Seed,
            DynamicBinarization = true,
            CheckpointPath = checkpoint,
        };
        using var trainer = Draws == 1 ? new Trainer(model, options) : new Trainer((nn.Module)model, Bounds.ImportanceWeighted(model, Draws), options);
        if (File.Exists(checkpoint)) trainer.Restore(checkpoint);
        trainer.LearningRate = BurdaSchedule.At((double)trainer.Records.Count / Epochs);
        return trainer.Fit(train, test, Report, step => trainer.LearningRate = BurdaSchedule.At((step.Epoch - 1 + ((double)step.Step / step.StepsPerEpoch)) / Epochs));
    }

    private BurdaResult Measure(MlpVae model, IReadOnlyList<EpochRecord> records, Tensor test, int samples)
    {
        using var generator = new Generator(1_000_003);
        using var values = Evaluation.LogLikelihood(model, test, samples, generator, Chunk, BatchSize);
        var codes = Evaluation.Encode(model, test);
        var active = Evaluation.ActiveUnits(codes.Mean);
        Array.ForEach([codes.Mean, codes.LogVariance], tensor => tensor.Dispose());
        double[] logLikelihoods = [.. values.cpu().data<float>().Select(value => (double)value)];
        return new(logLikelihoods, records[^1].TestElbo, active, records.Sum(record => record.Seconds) / 60);
    }

    private void Report(EpochRecord record)
    {
        if (record.Epoch == Epochs || record.Epoch % Math.Max(1, Epochs / 20) == 0)
            Console.WriteLine($"{DateTime.UtcNow:HH:mm} {Name}: epoch {record.Epoch} of {Epochs}, own bound {record.TestElbo:F2} nats, {record.Seconds:F0} s");
    }
}
