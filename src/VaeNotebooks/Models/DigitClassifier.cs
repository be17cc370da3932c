using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// A plain fully connected classifier <c>p(y|x)</c> with ReLU between its layers, to judge generated images with and to be trained on them. Nothing else regularises it.
/// It trains with <see cref="Trainer"/> on rows <c>[x | y]</c>, y as indicators: see <see cref="Bounds.Classification"/>.
/// </summary>
public sealed class DigitClassifier : nn.Module
{
    private readonly Sequential hidden;
    private readonly Linear logits;

    /// <summary>Builds the model on <see cref="ComputeDevice.Current"/>. The same sizes and seed give the same parameters, whatever ran before.</summary>
    /// <param name="hiddenSizes">Units of the hidden layers, at least one layer; the last one gives the features.</param>
    /// <param name="seed">Of the parameters.</param>
    /// <param name="inputSize">Numbers per example.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">A size is below 1, or there is no hidden layer.</exception>
    public DigitClassifier(IReadOnlyList<int> hiddenSizes, int seed, int inputSize = ImageDataset.PixelCount, int classes = 10)
        : base(nameof(DigitClassifier))
    {
        int[] sizes = [inputSize, .. hiddenSizes, classes];
        if (sizes.Length < 3 || sizes.Any(size => size < 1))
        {
            throw new ArgumentException($"A classifier needs at least one hidden layer and no size below 1, not {string.Join('-', sizes)}.", nameof(hiddenSizes));
        }

        (InputSize, Classes, FeatureSize) = (inputSize, classes, sizes[^2]);
        hidden = nn.Sequential(MlpLayers.Hidden(sizes[..^1], Activation.Relu));
        logits = nn.Linear(FeatureSize, classes);
        RegisterComponents();
        using var generator = new Generator((ulong)seed);
        Initialization.Uniform(this, generator);
        this.to(ComputeDevice.Current);
    }

    /// <summary>Numbers per example.</summary>
    public int InputSize { get; }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Units of the last hidden layer.</summary>
    public int FeatureSize { get; }

    /// <summary>What the last hidden layer says about a batch <c>[B, InputSize]</c>: <c>[B, FeatureSize]</c>, none below 0.</summary>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public Tensor Features(Tensor x)
    {
        Shapes.RequireRows(x, InputSize);
        return hidden.call(x);
    }

    /// <summary>Unnormalised log probabilities of the classes, <c>[B, Classes]</c>.</summary>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public Tensor Logits(Tensor x)
    {
        using var features = Features(x);
        return logits.call(features);
    }

    /// <summary><c>sum_k y_k log p(k|x)</c>, <c>[B]</c>, nats: for indicators y the log probability of the class, minus the cross-entropy.</summary>
    /// <param name="x"><c>[B, InputSize]</c></param>
    /// <param name="y"><c>[B, Classes]</c></param>
    /// <exception cref="ArgumentException">A shape is another.</exception>
    public Tensor LogLikelihood(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var output = Logits(x);
        Shapes.RequireSame(y, output, "the logits");
        return (y * output.log_softmax(-1)).sum(-1).MoveToOuterDisposeScope();
    }
}
