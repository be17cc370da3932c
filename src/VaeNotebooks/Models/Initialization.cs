using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// Initial parameters from a seeded generator. TorchSharp's own layers draw theirs from a global one, whose state depends on what ran
/// before.
/// </summary>
public static class Initialization
{
    /// <summary>
    /// Makes the weights uniform in +-sqrt(6 / fan-in), so that what passes a ReLU keeps its size from layer to layer (He et al. 2015). With PyTorch's default
    /// it shrinks sixfold in square, and a deep VAE starts, and may stay, with posteriors that say nothing.
    /// </summary>
    public static readonly double ReluGain = Math.Sqrt(6);

    /// <summary>
    /// Redraws weights and biases of all linear and convolutional layers as PyTorch does by default: uniform in +-1/sqrt(fan-in), the fan-in being the
    /// number of weights per row; of embeddings N(0, 1); of GRUs uniform in +-1/sqrt(units). Other layers keep what they have. The same generator state gives
    /// the same parameters.
    /// </summary>
    /// <param name="module">The model.</param>
    /// <param name="generator">Source of the numbers, on the CPU.</param>
    /// <param name="gain">What the weights of a layer are multiplied by, from its name; null for 1. <see cref="ReluGain"/> where a ReLU follows.</param>
    public static void Uniform(nn.Module module, Generator generator, Func<string, double>? gain = null)
    {
        using var _ = no_grad();
        foreach (var (name, layer) in module.named_modules()) Redraw(layer, gain?.Invoke(name) ?? 1, generator);
    }

    private static void Redraw(nn.Module layer, double gain, Generator generator)
    {
        switch (layer)
        {
            case Linear or Conv2d or ConvTranspose2d:
                RedrawDense(layer, gain, generator);
                break;
            case GRU recurrent:
                foreach (var parameter in recurrent.parameters(false)) Fill(parameter, 1 / Math.Sqrt(parameter.shape[0] / 3.0), generator); // 3 gates
                break;
            case Embedding table:
                var vectors = table.parameters(false).Single(); // each call of table.weight would leave a tensor behind
                using (var values = randn(vectors.shape, generator: generator)) vectors.copy_(values);
                break;
        }
    }

    private static void RedrawDense(nn.Module layer, double gain, Generator generator)
    {
        var parameters = layer.named_parameters(false).ToDictionary(entry => entry.name, entry => entry.parameter);
        var weight = parameters["weight"];
        var bound = 1 / Math.Sqrt(weight.shape[1..].Aggregate(1L, (product, size) => product * size));
        Fill(weight, bound * gain, generator);
        if (parameters.TryGetValue("bias", out var bias)) Fill(bias, bound, generator);
    }

    private static void Fill(Tensor parameter, double bound, Generator generator)
    {
        using var values = rand(parameter.shape, generator: generator);
        parameter.copy_(values.mul_(2 * bound).sub_(bound)); // in-place operations return their own tensor: nothing more to dispose
    }
}
