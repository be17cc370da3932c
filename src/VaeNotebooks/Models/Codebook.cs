using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// The vectors of a VQ-VAE. They have no gradient: each is the moving average of the encoder's outputs that were nearest to it (van den Oord et al. 2017,
/// appendix A.1). A vector that hardly any output is near to is moved to one of them, drawn by chance.
/// </summary>
/// <remarks>All three tensors are buffers of the module, so a checkpoint holds them.</remarks>
internal sealed class Codebook : nn.Module
{
    private readonly VqVaeOptions _options;
    private readonly Tensor vectors;    // [K, C]
    private readonly Tensor uses;       // [K], moving average of the outputs per step that chose each vector
    private readonly Tensor sums;       // [K, C], moving average of the sum of those outputs

    public Codebook(VqVaeOptions options, Generator generator)
        : base(nameof(Codebook))
    {
        _options = options;
        vectors = randn([options.CodeCount, options.CodeSize], generator: generator).DetachFromDisposeScope();
        uses = zeros(options.CodeCount).DetachFromDisposeScope();     // no use yet: the first step moves all vectors to outputs
        sums = zeros(options.CodeCount, options.CodeSize).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>Index of the nearest vector: <c>[..., C]</c> gives <c>[...]</c>, int64.</summary>
    public Tensor Nearest(Tensor outputs)
    {
        Shapes.RequireLast(outputs, _options.CodeSize);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var flat = outputs.reshape(-1, _options.CodeSize);
        // |e - c|^2 without |e|^2, which is the same for all c
        var distance = vectors.square().sum(1) - (2 * flat.mm(vectors.t()));
        return distance.argmin(1).reshape(outputs.shape[..^1]).MoveToOuterDisposeScope();
    }

    /// <summary>The vectors of codes: <c>[...]</c> gives <c>[..., C]</c>. Copies: what is done to the codebook later does not reach them.</summary>
    public Tensor Lookup(Tensor codes)
    {
        using var scope = NewDisposeScope();
        return vectors.index_select(0, codes.reshape(-1)).reshape([.. codes.shape, _options.CodeSize]).MoveToOuterDisposeScope();
    }

    /// <summary>One step of the moving averages.</summary>
    /// <param name="outputs">Of the encoder, <c>[N, C]</c>.</param>
    /// <param name="codes">Their <see cref="Nearest"/>, <c>[N]</c>.</param>
    /// <param name="generator">Chooses the outputs that dead vectors are moved to.</param>
    public void Learn(Tensor outputs, Tensor codes, Generator generator)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var chosen = nn.functional.one_hot(codes, _options.CodeCount).to(outputs.dtype);       // [N, K]
        uses.mul_(_options.Decay).add_(chosen.sum([0]), alpha: 1 - _options.Decay);
        sums.mul_(_options.Decay).add_(chosen.t().mm(outputs), alpha: 1 - _options.Decay);
        Restart(outputs, generator);
        vectors.copy_(sums / uses.unsqueeze(1).clamp_min(1e-12));
    }

    private void Restart(Tensor outputs, Generator generator)
    {
        var share = (double)outputs.shape[0] / _options.CodeCount;
        var dead = uses.lt(_options.RestartBelow * share).unsqueeze(1);                         // [K, 1]
        var places = randint(0, outputs.shape[0], [_options.CodeCount], generator: generator).to(outputs.device);
        var moved = outputs.index_select(0, places);                                            // [K, C]
        uses.copy_(where(dead.squeeze(1), full_like(uses, share), uses));
        sums.copy_(where(dead, share * moved, sums));
    }
}
