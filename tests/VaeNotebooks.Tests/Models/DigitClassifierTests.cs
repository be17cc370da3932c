using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>The classifier against its formula written out, and its training on classes that are known to overlap.</summary>
public sealed class DigitClassifierTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly Generator _generator = new(5);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    private static DigitClassifier Build(int seed = 1) => new([7, 4], seed, inputSize: 5, classes: 3);

    private static Tensor Indicators(params long[] labels) => ConditionalVae.ClassIndicators(tensor(labels), 3);

    [Fact]
    public void Features_logits_and_log_probabilities_are_those_of_the_layers_written_out()
    {
        using var model = Build();
        var x = randn([6, 5], generator: _generator);
        Tensor[] p = [.. model.parameters()];
        Assert.Equal(6, p.Length);
        var features = (x.mm(p[0].t()) + p[1]).clamp_min(0).mm(p[2].t()).add(p[3]).clamp_min(0);
        var logits = features.mm(p[4].t()) + p[5];
        Assert.True(features.allclose(model.Features(x), 1e-5, 1e-6));
        Assert.True(logits.allclose(model.Logits(x), 1e-5, 1e-6));
        var probabilities = logits.exp() / logits.exp().sum(1, keepdim: true);
        var chosen = model.LogLikelihood(x, Indicators(0, 1, 2, 0, 1, 2));
        for (var i = 0; i < 6; i++) Assert.Equal(Math.Log(probabilities[i, i % 3].item<float>()), chosen[i].item<float>(), 1e-5);
        var shares = tensor(new[] { 0.2f, 0.3f, 0.5f });                                        // of the three classes, for every image
        Assert.True((shares * probabilities.log()).sum(1).allclose(model.LogLikelihood(x, shares.expand(6, 3)), 1e-4, 1e-5));
        Assert.True(Evaluation.Classify(model, x, batchSize: 4).eq(logits.argmax(1)).all().item<bool>());
        Assert.True(Evaluation.Features(model, x, batchSize: 4).allclose(features, 1e-5, 1e-6));
        Assert.Equal((4, 3, 5), (model.FeatureSize, model.Classes, model.InputSize));
    }

    [Fact]
    public void Of_two_normal_classes_it_finds_nearly_what_the_best_rule_finds()
    {
        // x ~ N(+-1, 1) in one of five coordinates: the best rule is right with probability Phi(1) = 0.8413.
        using var model = new DigitClassifier([8], seed: 1, inputSize: 5, classes: 2);
        var labels = randint(0, 2, [4000], ScalarType.Int64, generator: _generator);
        var x = randn([4000, 5], generator: _generator);
        x[TensorIndex.Colon, 0] += (2 * labels) - 1;
        var rows = ConditionalVae.Join(x, ConditionalVae.ClassIndicators(labels, 2));
        using var trainer = new Trainer(model, Bounds.Classification(model), new TrainerOptions { Epochs = 4, BatchSize = 50, LearningRate = 0.005 });
        var last = trainer.Fit(rows[..2000], rows[2000..])[^1];
        Assert.Equal(0, last.TestRate);
        Assert.Equal(0.8413, Evaluation.Accuracy(model, x[2000..], labels[2000..]), 4 * Math.Sqrt(0.84 * 0.16 / 2000));
        var logLikelihood = Enumerable.Range(-60, 121).Sum(i => Math.Exp(-0.5 * Math.Pow((i / 10.0) - 1, 2)) / Math.Sqrt(2 * Math.PI) * 0.1 * -Math.Log(1 + Math.Exp(-2 * i / 10.0)));
        Assert.Equal(logLikelihood, last.TestReconstruction, 0.04);
    }

    [Fact]
    public void Augmentation_is_for_training_only_and_has_no_gradient()
    {
        using var model = Build();
        var rows = ConditionalVae.Join(randn([4, 5], generator: _generator), Indicators(0, 1, 2, 0));
        var calls = 0;
        var bound = Bounds.Classification(model, (x, y, generator) =>
        {
            calls++;
            Assert.False(is_grad_enabled());
            return zeros_like(x);
        });
        model.eval();
        var tested = bound(rows, _generator).Value;
        Assert.Equal(0, calls);
        model.train();
        var trained = bound(rows, _generator).Value;
        Assert.Equal(1, calls);
        Assert.True(trained.allclose(model.LogLikelihood(zeros(4, 5), rows.narrow(1, 5, 3))));
        Assert.False(trained.allclose(tested));
        var wrong = Bounds.Classification(model, (x, y, generator) => x[..2]);
        Assert.StartsWith("What augment gives must have the shape of x, [4, 5], not [2, 5]", Assert.Throws<ArgumentException>(() => wrong(rows, _generator)).Message);
    }

    [Fact]
    public void What_augments_is_given_the_images_their_labels_and_the_generator_of_the_trainer()
    {
        using var model = Build();
        var (x, y) = (randn([4, 5], generator: _generator), Indicators(0, 1, 2, 0));
        var calls = 0;
        Bounds.Classification(model, (own, labels, generator) =>
        {
            calls++;
            Assert.Same(_generator, generator);
            Assert.True(own.eq(x).all().item<bool>() && labels.eq(y).all().item<bool>());
            return own;
        })(ConditionalVae.Join(x, y), _generator);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void The_same_seed_gives_the_same_classifier_and_another_seed_another()
    {
        using var one = Build(seed: 4);
        using var two = Build(seed: 4);
        using var other = Build(seed: 5);
        var x = randn([6, 5], generator: _generator);
        Assert.True(one.Logits(x).eq(two.Logits(x)).all().item<bool>());
        Assert.False(one.Logits(x).allclose(other.Logits(x)));
    }

    [Fact]
    public void Bad_sizes_and_shapes_are_named()
    {
        using var model = Build();
        string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
        Assert.StartsWith("A classifier needs at least one hidden layer and no size below 1, not 784-10", Message(() => _ = new DigitClassifier([], 1)));
        Assert.StartsWith("A classifier needs at least one hidden layer and no size below 1, not 784-5-0-10", Message(() => _ = new DigitClassifier([5, 0], 1)));
        Assert.StartsWith("x must have shape [N, 5], not [2, 4]", Message(() => model.Logits(zeros(2, 4))));
        Assert.StartsWith("y must have the shape of the logits, [2, 3], not [2, 2]", Message(() => model.LogLikelihood(zeros(2, 5), zeros(2, 2))));
        Assert.StartsWith("rows must have shape [N, 8], not [2, 5]", Message(() => Bounds.Classification(model)(zeros(2, 5), _generator)));
        Assert.StartsWith("labels must have the shape of the classes, [2], not [3]", Message(() => Evaluation.Accuracy(model, zeros(2, 5), zeros(3, ScalarType.Int64))));
    }

    [Fact]
    public void A_bound_leaves_only_its_two_terms_alive()
    {
        using var model = Build();
        var rows = ConditionalVae.Join(randn([4, 5], generator: _generator), Indicators(0, 1, 2, 0));
        var bound = Bounds.Classification(model, (x, y, generator) => x * 2);
        var before = LiveTensors.OnThisThread;
        bound(rows, _generator);
        Assert.Equal(before + 2, LiveTensors.OnThisThread);
        Evaluation.Accuracy(model, rows[.., ..5], tensor(new long[] { 0, 1, 2, 0 }));
    }
}
