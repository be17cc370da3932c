using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class TrainerTests : IDisposable
{
    private static readonly MlpVaeOptions Shape = new() { InputSize = 12, HiddenSizes = [16], LatentSize = 2 };
    private static readonly TrainerOptions Options = new() { Epochs = 4, BatchSize = 30, LearningRate = 1e-2, Seed = 5 };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-trainer-");
    private readonly Tensor _train = Stripes(200, 1);
    private readonly Tensor _test = Stripes(50, 2);

    public void Dispose()
    {
        _train.Dispose();
        _test.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>One of three blocks of four pixels is lit at 0.9, the others at 0.1: one categorical factor, so that a latent pays.</summary>
    private static Tensor Stripes(int count, ulong seed)
    {
        using var generator = new Generator(seed);
        using var block = randint(0, 3, [count, 1], generator: generator);
        using var which = arange(12).floor_divide(4);
        using var lit = which.eq(block);
        return lit.to(ScalarType.Float32).mul_(0.8).add_(0.1);
    }

    private static float[] Parameters(Vae model) => [.. model.named_parameters().SelectMany(entry => entry.parameter.data<float>().ToArray())];

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private (float[] Parameters, EpochRecord[] Records) Run(TrainerOptions options, string? from = null)
    {
        using var model = new MlpVae(Shape, seed: 1);
        using var trainer = new Trainer(model, options);
        if (from is not null) trainer.Restore(from);
        trainer.Fit(_train, _test);
        return (Parameters(model), [.. trainer.Records.Select(record => record with { Seconds = 0 })]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_same_seed_gives_the_same_numbers_bit_for_bit(bool dynamic)
    {
        var options = Options with { DynamicBinarization = dynamic };
        var (first, second, other) = (Run(options), Run(options), Run(options with { Seed = 6 }));
        Assert.Equal(first.Parameters, second.Parameters);
        Assert.Equal(first.Records, second.Records);
        Assert.NotEqual(first.Parameters, other.Parameters);
    }

    [Fact]
    public void A_gradient_from_before_the_training_does_not_count()
    {
        using var scope = NewDisposeScope();
        using var model = new MlpVae(Shape, seed: 1);
        using var generator = new Generator(1);
        (1000 * model.Elbo(_train, generator).Loss()).backward();
        using var trainer = new Trainer(model, Options);
        trainer.Fit(_train, _test);
        Assert.Equal(Run(Options).Parameters, Parameters(model));
    }

    [Fact]
    public void Dynamic_binarisation_shows_the_model_zeros_and_ones_drawn_anew()
    {
        using var scope = NewDisposeScope();
        using var model = new MlpVae(Shape, seed: 1);
        var sums = new List<float>();
        Elbo Bound(Tensor x, Generator generator)
        {
            Assert.True(x.eq(0).logical_or(x.eq(1)).all().item<bool>());
            sums.Add(x.sum().item<float>());
            return model.Elbo(x, generator);
        }

        using var trainer = new Trainer((nn.Module)model, Bound, Options with { Epochs = 2, BatchSize = 200, DynamicBinarization = true });
        trainer.Fit(_train, _test);
        Assert.NotEqual(sums[0], sums[2]);  // training images
        Assert.Equal(sums[1], sums[3]);     // test images: the same draw each time
    }

    [Fact]
    public void An_interrupted_thread_leaves_training_and_evaluation_between_two_steps()
    {
        using var model = new MlpVae(Shape, seed: 1);
        using var trainer = new Trainer(model, Options);
        using var generator = new Generator(1);
        var steps = 0;
        Assert.Throws<ThreadInterruptedException>(() => trainer.Fit(_train, _test, onStep: step =>
        {
            steps = step.Step;
            if (steps == 2) Thread.CurrentThread.Interrupt();
        }));
        Assert.Equal(2, steps);
        Action[] evaluations =
        [
            () => Evaluation.MeanElbo(model, _test, LatentChoice.Sampled, generator),
            () => Evaluation.LogLikelihood(model, _test, samples: 2, generator),
        ];
        foreach (var evaluation in evaluations)
        {
            Thread.CurrentThread.Interrupt();
            Assert.Throws<ThreadInterruptedException>(evaluation);
        }
    }

    [Fact]
    public void A_resumed_run_equals_an_uninterrupted_one_bit_for_bit()
    {
        var options = Options with { DynamicBinarization = true, WarmUpEpochs = 3 };
        var whole = Run(options);
        Run(options with { Epochs = 2, CheckpointPath = PathOf("a.safetensors") });
        var resumed = Run(options, from: PathOf("a.safetensors"));
        Assert.Equal(whole.Parameters, resumed.Parameters);
        Assert.Equal(whole.Records, resumed.Records);
    }

    [Fact]
    public void A_schedule_set_from_the_progress_survives_a_checkpoint_bit_for_bit()
    {
        float[] Scheduled(params int[] ends)
        {
            using var model = new MlpVae(Shape, seed: 1);
            foreach (var end in ends)
            {
                using var trainer = new Trainer(model, Options with { Epochs = end, CheckpointPath = PathOf("s.safetensors") });
                if (end != ends[0]) trainer.Restore(PathOf("s.safetensors"));
                trainer.LearningRate = 1e-2 / (1 + trainer.Records.Count);
                trainer.Fit(_train, _test, onStep: step => trainer.LearningRate = 1e-2 / (step.Epoch + ((double)step.Step / step.StepsPerEpoch)));
            }

            return Parameters(model);
        }

        Assert.Equal(Scheduled(4), Scheduled(2, 4));
        Assert.NotEqual(Run(Options).Parameters, Scheduled(4));
    }

    [Fact]
    public void A_large_epsilon_makes_the_steps_short()
    {
        var (start, usual, short_) = (Run(Options with { Epochs = 1, LearningRate = 1e-9 }), Run(Options), Run(Options with { Epsilon = 1e6 }));
        double Moved((float[] Parameters, EpochRecord[]) run) => run.Parameters.Zip(start.Parameters, (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(Moved(short_), 0, 1e-6);
        Assert.True(Moved(usual) > 0.01);
    }

    [Fact]
    public void Training_beats_the_best_model_without_a_latent()
    {
        // Without a latent the best pixel probability is its mean, 11/30 if the blocks are equally frequent.
        using var mean = _train.mean([0]);
        using var entropy = (mean * mean.log()) + ((1 - mean) * (1 - mean).log());
        var independent = entropy.sum().item<float>();
        var records = Run(Options with { Epochs = 40, DynamicBinarization = true }).Records;
        Assert.InRange(records[^1].TestElbo, independent + 1, -12 * 0.325); // 12 pixels of entropy H(0.1) = 0.325 nats is out of reach
        Assert.True(records[^1].TestRate > 0.5, $"rate {records[^1].TestRate}");
        Assert.Equal(Enumerable.Range(1, 40), records.Select(record => record.Epoch));
    }

    [Fact]
    public void The_reported_terms_are_means_over_all_examples_with_the_last_batch_weighted_by_its_size()
    {
        using var model = new MlpVae(Shape, seed: 1);
        using var scope = NewDisposeScope();
        // A bound whose terms are known: the mean pixel of each example.
        Elbo Bound(Tensor x, Generator _) => new(x.mean([1]) + (0 * model.Decode(zeros(x.shape[0], 2)).sum(1)), 2 * x.mean([1]));
        using var trainer = new Trainer((nn.Module)model, Bound, Options with { Epochs = 1, BatchSize = 70 });
        var record = trainer.Fit(_train, _test)[0];
        Assert.Equal(_train.mean().item<float>(), record.TrainReconstruction, 1e-6);
        Assert.Equal(2 * _train.mean().item<float>(), record.TrainRate, 1e-6);
        Assert.Equal(_test.mean().item<float>(), record.TestReconstruction, 1e-6);
        Assert.Equal(record.TestReconstruction - record.TestRate, record.TestElbo);
    }

    [Fact]
    public void Every_example_is_used_once_an_epoch_and_the_order_changes()
    {
        using var model = new MlpVae(Shape, seed: 1);
        using var numbers = arange(200, ScalarType.Float32);
        var seen = new List<float>();
        Elbo Bound(Tensor x, Generator _)
        {
            if (is_grad_enabled()) seen.AddRange(x.data<float>().ToArray());
            var zero = (0 * model.Decode(zeros(x.shape[0], 2))).sum(1);
            return new Elbo(zero, zero.clone());
        }

        using var trainer = new Trainer((nn.Module)model, Bound, Options with { Epochs = 2 });
        trainer.Fit(numbers, numbers);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (float)i), seen[..200].Order());
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (float)i), seen[200..].Order());
        Assert.NotEqual(seen[..200], seen[200..]);
    }

    [Fact]
    public void The_weight_of_the_rate_rises_step_by_step_to_beta()
    {
        using var model = new MlpVae(Shape, seed: 1);
        using var trainer = new Trainer(model, Options with { Epochs = 3, BatchSize = 100, Beta = 4, WarmUpEpochs = 2 });
        var betas = new List<double>();
        trainer.Fit(_train, _test, onStep: step => betas.Add(step.Beta));
        Assert.Equal([1, 2, 3, 4, 4, 4], betas);
    }

    [Fact]
    public void Cancellation_stops_between_steps_and_keeps_the_last_checkpoint()
    {
        using var model = new MlpVae(Shape, seed: 1);
        using var trainer = new Trainer(model, Options with { CheckpointPath = PathOf("c.safetensors") });
        using var source = new CancellationTokenSource();
        StepRecord last = default;
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(_train, _test, onStep: step =>
        {
            last = step;
            if (step is { Epoch: 3, Step: 2 }) source.Cancel();
        }, cancellation: source.Token));
        Assert.Equal((3, 2), (last.Epoch, last.Step));
        Assert.Equal(2, trainer.Records.Count);

        trainer.Restore(PathOf("c.safetensors"));
        trainer.Fit(_train, _test);
        Assert.Equal(Run(Options).Parameters, Parameters(model));
    }

    [Fact]
    public void Options_and_shapes_that_make_no_sense_are_refused_with_a_sentence()
    {
        Assert.StartsWith("BatchSize must be at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => Options with { BatchSize = 0 }).Message);
        Assert.StartsWith("LearningRate must be above 0", Assert.Throws<ArgumentOutOfRangeException>(() => Options with { LearningRate = double.NaN }).Message);
        Assert.StartsWith("Epsilon must be above 0", Assert.Throws<ArgumentOutOfRangeException>(() => Options with { Epsilon = 0 }).Message);
        Assert.StartsWith("Beta must be at least 0", Assert.Throws<ArgumentOutOfRangeException>(() => Options with { Beta = -1 }).Message);
        using var model = new MlpVae(Shape, seed: 1);
        using var trainer = new Trainer(model, Options);
        Assert.StartsWith("LearningRate must be above 0", Assert.Throws<ArgumentOutOfRangeException>(() => trainer.LearningRate = 0).Message);
        using var wide = zeros(10, 13);
        using var none = zeros(0, 12);
        Assert.StartsWith("x must have shape [N, 12], not [10, 13]", Assert.Throws<ArgumentException>(() => trainer.Fit(wide, _test)).Message);
        Assert.StartsWith("train must have shape [N, ...] with at least one example", Assert.Throws<ArgumentException>(() => trainer.Fit(none, _test)).Message);
    }
}
