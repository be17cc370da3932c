using TorchSharp;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// A distribution over codes, each position given those before it, <c>p(c) = prod_p p(c_p|c_1 ... c_p-1)</c>, by one masked network: the prior that is fitted
/// to a VQ-VAE's codes after its training (van den Oord et al. 2017, section 3.2, there a PixelCNN). Its likelihood is exact.
/// </summary>
public sealed class CodePrior : nn.Module
{
    private readonly MaskedMlp network;

    /// <summary>Builds the model on <see cref="ComputeDevice.Current"/>.</summary>
    /// <param name="positions">P, codes per example.</param>
    /// <param name="codeCount">K, values of a code.</param>
    /// <param name="hiddenSize">Units of the hidden layer, at least P.</param>
    /// <param name="seed">Of the parameters.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public CodePrior(int positions, int codeCount, int hiddenSize, int seed)
        : base(nameof(CodePrior))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(codeCount, 2);
        network = new MaskedMlp(positions, codeCount, hiddenSize, codeCount);
        RegisterComponents();
        using var generator = new Generator((ulong)seed);
        Initialization.Uniform(this, generator);
        this.to(ComputeDevice.Current);
    }

    /// <summary>P, codes per example.</summary>
    public int Positions => network.Positions;

    /// <summary>K, values of a code.</summary>
    public int CodeCount => network.Inputs;

    /// <summary>The exact <c>log p(c)</c> of codes <c>[B, P]</c>, int64: <c>[B]</c>, nats.</summary>
    /// <exception cref="ArgumentException">The shape is another, or a code is outside 0 to K - 1.</exception>
    public Tensor LogProbability(Tensor codes)
    {
        RequireCodes(codes, Positions, CodeCount);
        using var scope = NewDisposeScope();
        var all = nn.functional.log_softmax(Logits(codes), -1);                                 // [B, P, K]
        return all.gather(-1, codes.unsqueeze(-1)).squeeze(-1).sum(-1).MoveToOuterDisposeScope();
    }

    /// <summary>Its negative log-likelihood as two terms, for <see cref="Trainer"/>: nothing is latent here, so the rate is 0.</summary>
    /// <param name="codes"><c>[B, P]</c>, int64.</param>
    /// <param name="generator">Not used.</param>
    public Elbo Elbo(Tensor codes, Generator generator)
    {
        var logProbability = LogProbability(codes);
        return new Elbo(logProbability, zeros_like(logProbability));
    }

    /// <summary>Draws, position after position: <c>[count, P]</c>, int64.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="generator">Source of the draws, on the CPU.</param>
    public Tensor Sample(int count, Generator generator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var codes = zeros([count, Positions], ScalarType.Int64, ComputeDevice.Current);
        for (var p = 0; p < Positions; p++)
        {
            var probability = Logits(codes).select(1, p).softmax(-1).cpu();                     // [count, K], of the codes before p alone
            codes.select(1, p).copy_(probability.multinomial(1, generator: generator).squeeze(1));
        }

        return codes.MoveToOuterDisposeScope();
    }

    internal static void RequireCodes(Tensor codes, int positions, int codeCount)
    {
        Shapes.RequireRows(codes, positions);
        using var scope = NewDisposeScope();
        if (codes.dtype == ScalarType.Int64 && !codes.lt(0).logical_or(codes.ge(codeCount)).any().item<bool>()) return;
        throw new ArgumentException($"codes must be int64 numbers from 0 to {codeCount - 1}.", nameof(codes));
    }

    private Tensor Logits(Tensor codes) => network.Of(nn.functional.one_hot(codes, CodeCount).to(ScalarType.Float32).flatten(1));
}
