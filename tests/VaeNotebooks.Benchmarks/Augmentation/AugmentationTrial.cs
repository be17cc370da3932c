using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>One part of the training set, and the classifiers that learn from it: the protocol of notebook 11.</summary>
/// <param name="train">From which the part is taken.</param>
/// <param name="test">On which accuracy is measured.</param>
/// <param name="perClass">Real labelled images of each class; all that classifier and CVAE ever see.</param>
/// <param name="seed">Of the part, of parameters, order and draws.</param>
internal sealed class AugmentationTrial(ImageDataset train, ImageDataset test, int perClass, int seed)
{
    public const int Batch = 64, CvaeSteps = 2000, ClassifierSteps = 2000;
    public const double LearningRate = 1e-3;

    /// <summary>Weight of the rate in the CVAE. With 1, the bound itself, a third to a half of the samples show another digit than was asked for.</summary>
    public const double Beta = 3;

    public static readonly IReadOnlyList<string> Methods = ["none", "affine", "CVAE", "both"];

    /// <summary>Test accuracy for each of <see cref="Methods"/>.</summary>
    public double[] Run()
    {
        using var scope = NewDisposeScope();
        using var choice = new Generator((ulong)seed);
        using var part = train.TakePerClass(perClass, choice);
        var rows = ConditionalVae.Join(part.Images, ConditionalVae.ClassIndicators(part.Labels!, 10));
        using var cvae = new ConditionalVae(new ConditionalVaeOptions { HiddenSizes = [200], LatentSize = 8 }, seed);
        Fit(cvae, cvae.Elbo, rows, CvaeSteps, Beta);
        cvae.eval();
        var affine = new AffineAugmentation();
        return
        [
            Accuracy(rows, null),
            Accuracy(rows, (x, _, generator) => affine.Apply(x, generator)),
            Accuracy(rows, (x, y, generator) => cvae.Augment(x, y, generator)),
            Accuracy(rows, (x, y, generator) => affine.Apply(cvae.Augment(x, y, generator), generator)),
        ];
    }

    private double Accuracy(Tensor rows, Func<Tensor, Tensor, Generator, Tensor>? augment)
    {
        using var scope = NewDisposeScope();
        using var classifier = new DigitClassifier([128], seed);
        Fit(classifier, Bounds.Classification(classifier, augment), rows, ClassifierSteps, beta: 1);
        return Evaluation.Accuracy(classifier, test.Images, test.Labels!);
    }

    private void Fit(nn.Module model, Func<Tensor, Generator, Elbo> bound, Tensor rows, int steps, double beta)
    {
        var epochs = (int)Math.Ceiling(steps / Math.Ceiling((double)rows.shape[0] / Batch));
        using var trainer = new Trainer(model, bound, new TrainerOptions { Epochs = epochs, BatchSize = Batch, LearningRate = LearningRate, Seed = seed, Beta = beta });
        trainer.Fit(rows, rows[..1]); // its own test is not used
    }
}
