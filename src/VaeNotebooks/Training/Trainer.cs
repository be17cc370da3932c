using System.Diagnostics;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// The training loop: seeded shuffling, one Adam step per batch on <c>beta Rate - Reconstruction</c>, an evaluation and a checkpoint per epoch.
/// The same model, options and data give the same parameters, bit for bit, on one machine and thread count.
/// </summary>
public sealed class Trainer : IDisposable
{
    /// <summary>Keeps the draws of the evaluation apart from those of the training.</summary>
    private const ulong TestSeedOffset = 1UL << 32;

    private readonly nn.Module _model;
    private readonly Func<Tensor, Generator, Elbo> _bound;
    private readonly Func<Tensor, Generator, Elbo> _testBound;
    private readonly List<EpochRecord> _records = [];
    private readonly MlpVaeGradient? _byHand;

    /// <summary>Trains a VAE on its own bound.</summary>
    public Trainer(Vae model, TrainerOptions options)
        : this(model, model.Elbo, options) => _byHand = MlpVaeGradient.For(model, options.BatchSize);

    /// <summary>
    /// Trains a VAE on another bound than its own (see <see cref="Bounds"/>), and tests it on its own: the test numbers of one model stay comparable
    /// whatever it was trained on. The training numbers are those of <paramref name="bound"/>.
    /// </summary>
    /// <param name="model">Owner of the parameters; float32.</param>
    /// <param name="bound">The terms per example of a batch, <c>[B]</c> each. All its draws must come from the generator it is given.</param>
    /// <param name="options">How to train.</param>
    public Trainer(Vae model, Func<Tensor, Generator, Elbo> bound, TrainerOptions options)
        : this((nn.Module)model, bound, options) => _testBound = model.Elbo;

    /// <summary>Trains and tests any model on any bound of two terms: pairs of inputs, sequences.</summary>
    /// <param name="model">Owner of the parameters; float32.</param>
    /// <param name="bound">The terms per example of a batch, <c>[B]</c> each. All its draws must come from the generator it is given.</param>
    /// <param name="options">How to train.</param>
    public Trainer(nn.Module model, Func<Tensor, Generator, Elbo> bound, TrainerOptions options)
    {
        (_model, _bound, _testBound, Options) = (model, bound, bound, options);
        Optimizer = new Adam(model, options.LearningRate, epsilon: options.Epsilon);
        Randomness = new Generator((ulong)options.Seed);
    }

    /// <summary>How it trains.</summary>
    public TrainerOptions Options { get; }

    /// <summary>
    /// Adam's step size now; for a schedule, set it before <c>Fit</c> and after a step. No checkpoint holds it: who changes it sets it after <see cref="Restore"/> as well.
    /// </summary>
    public double LearningRate
    {
        get => Optimizer.LearningRate;
        set => Optimizer.LearningRate = value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(LearningRate)} must be above 0.");
    }

    /// <summary>One entry per finished epoch, also those before a restored checkpoint.</summary>
    public IReadOnlyList<EpochRecord> Records => _records;

    internal Adam Optimizer { get; }

    internal Generator Randomness { get; }

    /// <summary>Trains until <see cref="TrainerOptions.Epochs"/> epochs are recorded; after <see cref="Restore"/> only the missing ones.</summary>
    /// <param name="train"><c>[N, ...]</c>, for images <c>[N, 784]</c> with pixels in [0, 1]; on the model's device.</param>
    /// <param name="test"><c>[M, ...]</c>, likewise.</param>
    /// <param name="onEpoch">Called after each epoch (and its checkpoint), for live curves.</param>
    /// <param name="onStep">Called after each step.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <returns><see cref="Records"/>.</returns>
    /// <exception cref="NonFiniteLossException">A term or a gradient became infinite or not a number; parameters and optimiser are as the last good
    /// step left them.</exception>
    /// <exception cref="CheckpointException">The checkpoint could not be written; the trainer still holds all, and Fit goes on from there.</exception>
    /// <exception cref="OperationCanceledException">Stopped. The records and the checkpoint are those of the last finished epoch; the model
    /// is as the last step left it.</exception>
    /// <exception cref="ThreadInterruptedException">The same, by <see cref="Thread.Interrupt"/>: how a notebook's cell is interrupted.</exception>
    public IReadOnlyList<EpochRecord> Fit(
        Tensor train, Tensor test, Action<EpochRecord>? onEpoch = null, Action<StepRecord>? onStep = null, CancellationToken cancellation = default)
    {
        Shapes.RequireExamples(train);
        Shapes.RequireExamples(test);
        _model.zero_grad(); // what a backward() before this training left must not count in its first step
        while (_records.Count < Options.Epochs)
        {
            var watch = Stopwatch.StartNew();
            var epoch = _records.Count + 1;
            var training = TrainEpoch(train, epoch, onStep, cancellation);
            var testing = Test(test);
            NonFiniteLossException.ThrowUnlessFinite(testing, epoch);
            _records.Add(new EpochRecord(
                epoch, training.Reconstruction, training.Rate, testing.Reconstruction, testing.Rate, watch.Elapsed.TotalSeconds));
            if (Options.CheckpointPath is { } path) Save(path);
            onEpoch?.Invoke(_records[^1]);
        }

        return Records;
    }

    /// <summary>As the other overload, on two image sets.</summary>
    public IReadOnlyList<EpochRecord> Fit(
        ImageDataset train,
        ImageDataset test,
        Action<EpochRecord>? onEpoch = null,
        Action<StepRecord>? onStep = null,
        CancellationToken cancellation = default) =>
        Fit(train.Images, test.Images, onEpoch, onStep, cancellation);

    /// <summary>
    /// Writes parameters, optimiser state, generator state and records, whole or not at all; what was there before is kept as
    /// <c>.previous</c>.
    /// </summary>
    public void Save(string path) => Checkpoint.Save(path, _model, this);

    /// <summary>
    /// Takes everything from a checkpoint, so that <see cref="Fit(Tensor, Tensor, Action{EpochRecord}?, Action{StepRecord}?, CancellationToken)"/>
    /// goes on as if it had never stopped, bit for bit. Only <see cref="TrainerOptions.Epochs"/> and the path may differ from the options it was written with.
    /// Where the file is damaged or missing, the one before it (<c>.previous</c>) is taken, and a line on the error stream says so.
    /// </summary>
    /// <returns>Which of the two was taken.</returns>
    /// <exception cref="CheckpointException">Neither can be read, or the file is of another model or other options; nothing was changed.</exception>
    public RestoredFrom Restore(string path)
    {
        var (from, restored) = Checkpoint.Restore(path, _model, this);
        _records.Clear();
        _records.AddRange(restored);
        if (from is RestoredFrom.Previous previous) Console.Error.WriteLine(previous);
        return from;
    }

    /// <summary>Releases the optimiser state and the generator, not the model.</summary>
    public void Dispose()
    {
        Optimizer.Dispose();
        _byHand?.Dispose();
        Randomness.Dispose();
    }

    private ElboMeans TrainEpoch(Tensor data, int epoch, Action<StepRecord>? onStep, CancellationToken cancellation)
    {
        _model.train();
        var count = data.shape[0];
        var steps = (int)((count + Options.BatchSize - 1) / Options.BatchSize);
        using var order = randperm(count, generator: Randomness);
        var sums = default(ElboMeans);
        var byHand = _byHand is { Applies: true } ? _byHand : null;
        for (var step = 1; step <= steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            Interruption.Point();
            using var scope = NewDisposeScope();
            var from = (long)(step - 1) * Options.BatchSize;
            var chosen = order.narrow(0, from, Math.Min(Options.BatchSize, count - from)).to(data.device);
            var beta = Options.BetaAt(epoch - 1 + ((double)step / steps));
            var means = TrainStep(byHand, data.index_select(0, chosen), beta, epoch, step);
            sums = sums.Add(means, chosen.shape[0]);
            onStep?.Invoke(new StepRecord(epoch, step, steps, means.Reconstruction, means.Rate, beta));
        }

        return sums.Over(count);
    }

    private ElboMeans TrainStep(MlpVaeGradient? byHand, Tensor batch, double beta, int epoch, int step)
    {
        var x = Prepare(batch, Randomness);
        var means = byHand?.Compute(x, beta, Randomness) ?? ByAutograd(x, beta);
        NonFiniteLossException.ThrowUnlessFinite(means, epoch, step);
        if (byHand is not { IsSurelyFinite: true }) NonFiniteLossException.ThrowUnlessFinite(Optimizer, epoch, step);
        Optimizer.Step();
        _model.zero_grad();
        return means;
    }

    private ElboMeans ByAutograd(Tensor x, double beta)
    {
        var elbo = _bound(x, Randomness);
        elbo.Loss(beta).backward();
        return ElboMeans.Of(elbo);
    }

    private ElboMeans Test(Tensor data)
    {
        using var generator = new Generator((ulong)Options.Seed + TestSeedOffset);
        _model.eval();
        return Evaluation.MeanElbo(batch => _testBound(Prepare(batch, generator), generator), data);
    }

    private Tensor Prepare(Tensor batch, Generator generator) =>
        Options.DynamicBinarization ? Binarization.Sample(batch, generator) : batch;
}
