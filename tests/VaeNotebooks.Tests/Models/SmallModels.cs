using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>Models of six pixels and two or three units of z, for the tests of the richer models.</summary>
internal static class SmallModels
{
    public const int Pixels = 6;

    public static MlpVae Plain(int latent = 2, int seed = 1) =>
        new(new MlpVaeOptions { InputSize = Pixels, HiddenSizes = [8], LatentSize = latent, Activation = Activation.Tanh }, seed);

    public static FlowVae Flow(int seed = 1) => new(Plain(seed: seed), stepCount: 2, hiddenSize: 16, seed);

    public static TwoLayerVae TwoLayers(int lower = 2, int upper = 1, int seed = 1) => new(Plain(lower, seed), hiddenSize: 5, upper, seed + 1);

    public static VampPriorVae Vamp(int seed = 1)
    {
        using var generator = new Generator(9);
        using var start = rand([3, Pixels], generator: generator);
        return new VampPriorVae(Plain(seed: seed), start);
    }

    public static VqVae Vq(int seed = 1) => new(
        new VqVaeOptions { InputSize = Pixels, HiddenSizes = [8], Positions = 2, CodeCount = 3, CodeSize = 2, Activation = Activation.Tanh }, seed);

    /// <summary>Zeros and ones, <c>[count, 6]</c>: one of two halves is mostly lit.</summary>
    public static Tensor Data(int count, ulong seed = 3)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        var left = randint(0, 2, [count, 1], generator: generator);
        var lit = arange(Pixels).lt(3).eq(left).to(ScalarType.Float32);
        return rand([count, Pixels], generator: generator).lt((0.8 * lit) + 0.1).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>Makes the networks' answers vary strongly with their inputs, so that no test passes by a function being nearly constant.</summary>
    public static T Sharpened<T>(T model, double factor = 3)
        where T : nn.Module
    {
        using var _ = no_grad();
        foreach (var parameter in model.parameters()) parameter.mul_(factor);
        return model;
    }
}
