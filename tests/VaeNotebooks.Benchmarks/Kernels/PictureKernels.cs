using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>A hundred digits, drawn and shown.</summary>
public class PictureKernels : TorchKernels
{
    private readonly StrokeDigitFactors[] _factors;
    private readonly Tensor _images;

    public PictureKernels()
    {
        var digits = StrokeDigits.Generate(count: 100, seed: 1);
        _factors = digits.Factors;
        _images = Keep(digits.ToDataset("digits")).Images;
    }

    [Benchmark(Description = "StrokeDigits, 100 images on all cores")]
    public StrokeDigitImages Render() => StrokeDigits.Render(_factors);

    [Benchmark(Description = "ImageGrid of 100 images as PNG")]
    public ImageGrid Png() => new(_images, "A hundred digits");
}
