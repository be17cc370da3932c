using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>Real digits as bytes: pixels 0 to 255, labels 0 to 9.</summary>
internal sealed record MnistFiles(byte[] Pixels, byte[] Labels)
{
    public int Count => Labels.Length;

    public static MnistFiles Train() => Read(splits => splits.Train);

    public static MnistFiles Test() => Read(splits => splits.Test);

    private static MnistFiles Read(Func<DatasetSplits, ImageDataset> part)
    {
        using var splits = Datasets.Load("mnist");
        return new MnistFiles(Bytes(part(splits).Images.mul(255).round()), Bytes(part(splits).Labels!));
    }

    private static byte[] Bytes(Tensor values)
    {
        using var bytes = values.to(ScalarType.Byte);
        return [.. bytes.data<byte>()];
    }
}
