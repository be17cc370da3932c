using static TorchSharp.torch;

namespace VaeNotebooks;

public static partial class Evaluation
{
    /// <summary>The most probable class of each image: <c>[N]</c>, int64.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="images"><c>[N, InputSize]</c></param>
    /// <param name="batchSize">Images at a time.</param>
    public static Tensor Classify(DigitClassifier model, Tensor images, int batchSize = DefaultBatchSize) =>
        MapBatches(images, batchSize, x => model.Logits(x).argmax(1));

    /// <summary>Share of images whose most probable class is the given one.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="images"><c>[N, InputSize]</c></param>
    /// <param name="labels"><c>[N]</c>, int64: for samples of a conditional model, what was asked for.</param>
    /// <exception cref="ArgumentException">Not one label for each image.</exception>
    public static double Accuracy(DigitClassifier model, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var classes = Classify(model, images);
        Shapes.RequireSame(labels, classes, "the classes");
        return classes.eq(labels).to(ScalarType.Float64).mean().item<double>();
    }

    /// <summary>The classifier's features of each image: <c>[N, FeatureSize]</c>.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="images"><c>[N, InputSize]</c></param>
    /// <param name="batchSize">Images at a time.</param>
    public static Tensor Features(DigitClassifier model, Tensor images, int batchSize = DefaultBatchSize) => MapBatches(images, batchSize, model.Features);
}
