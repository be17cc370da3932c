using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// What a decoder's outputs mean: <c>p(x|z)</c> of independent pixels. A closed union. Numbers of different cases are numbers of different kinds: see the remarks
/// of each, and notebook 09 before you compare.
/// </summary>
public abstract partial record Likelihood
{
    private Likelihood()
    {
    }

    /// <summary>
    /// How many numbers the decoder gives for a pixel, 1 or 2. Parameters of N pixels have shape <c>[..., N]</c> or <c>[..., 2 N]</c>, first those of one kind
    /// for all pixels, then those of the other.
    /// </summary>
    public abstract int ParametersPerPixel { get; }

    /// <summary><c>log p(x|z)</c>, nats: <c>[B]</c>, or <c>[K, B]</c> for parameters <c>[K, B, ...]</c>.</summary>
    /// <param name="parameters"><c>[..., ParametersPerPixel * N]</c>, from the decoder.</param>
    /// <param name="x"><c>[..., N]</c>: pixels in [0, 1].</param>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public Tensor LogLikelihood(Tensor parameters, Tensor x)
    {
        RequireFit(parameters, x);
        using var scope = NewDisposeScope();
        return LogLikelihoodOf(parameters, x).MoveToOuterDisposeScope();
    }

    /// <summary>The mean of <c>p(x|z)</c>, <c>[..., N]</c>: the picture that one shows.</summary>
    /// <param name="parameters"><c>[..., ParametersPerPixel * N]</c></param>
    /// <exception cref="ArgumentException">The last dimension is no multiple of <see cref="ParametersPerPixel"/>.</exception>
    public Tensor Mean(Tensor parameters)
    {
        RequireWhole(parameters);
        using var scope = NewDisposeScope();
        return MeanOf(parameters).MoveToOuterDisposeScope();
    }

    /// <summary>One draw of each pixel, <c>[..., N]</c>, without gradient. For Gaussians it may leave [0, 1].</summary>
    /// <param name="parameters"><c>[..., ParametersPerPixel * N]</c></param>
    /// <param name="generator">Source of the draws, on the CPU.</param>
    /// <exception cref="ArgumentException">The last dimension is no multiple of <see cref="ParametersPerPixel"/>.</exception>
    public Tensor Sample(Tensor parameters, Generator generator)
    {
        RequireWhole(parameters);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        return SampleOf(parameters, generator).MoveToOuterDisposeScope();
    }

    private protected abstract Tensor LogLikelihoodOf(Tensor parameters, Tensor x);

    private protected abstract Tensor MeanOf(Tensor parameters);

    private protected abstract Tensor SampleOf(Tensor parameters, Generator generator);

    /// <summary>The parameters of the two kinds, <c>[..., N]</c> each.</summary>
    private static (Tensor First, Tensor Second) Halves(Tensor parameters)
    {
        var halves = parameters.chunk(2, -1);
        return (halves[0], halves[1]);
    }

    /// <summary><c>minimum + softplus(raw - minimum)</c>: smooth, above the minimum, and almost raw where that is well above it.</summary>
    private static Tensor AtLeast(double minimum, Tensor raw) => nn.functional.softplus(raw - minimum) + minimum;

    /// <summary>Uniform in [0, 1), in the shape and type of another tensor and where that lies.</summary>
    private static Tensor UniformLike(Tensor like, Generator generator) => rand(like.shape, generator: generator).to(like.dtype).to(like.device);

    private void RequireFit(Tensor parameters, Tensor x)
    {
        RequireWhole(parameters);
        long[] pixels = [.. parameters.shape[..^1], parameters.shape[^1] / ParametersPerPixel];
        var shorter = Math.Min(pixels.Length, x.shape.Length);
        if (shorter > 0 && pixels.AsSpan(pixels.Length - shorter).SequenceEqual(x.shape.AsSpan(x.shape.Length - shorter))) return;
        throw new ArgumentException(
            $"parameters of shape {Shapes.Text(parameters)}, {ParametersPerPixel} a pixel, do not fit x of shape {Shapes.Text(x)}: [{string.Join(", ", pixels)}] "
            + "and that must end alike.", nameof(parameters));
    }

    private void RequireWhole(Tensor parameters)
    {
        if (parameters.dim() > 0 && parameters.shape[^1] % ParametersPerPixel == 0) return;
        throw new ArgumentException($"parameters must have shape [..., {ParametersPerPixel} N], not {Shapes.Text(parameters)}.", nameof(parameters));
    }
}
