using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>The parts of a model of sentences written out from their parameters, one row and one step at a time.</summary>
internal static class GruByHand
{
    /// <summary>A parameter by its full name.</summary>
    public static Tensor Parameter(nn.Module model, string name) => model.named_parameters().Single(entry => entry.name == name).parameter;

    /// <summary><c>W x + b</c> with the parameters of a linear layer.</summary>
    public static Tensor Linear(nn.Module model, string name, Tensor x) => Parameter(model, name + ".weight").mv(x) + Parameter(model, name + ".bias");

    /// <summary>The rows of an embedding for the tokens of one sentence.</summary>
    public static Tensor[] Embedded(nn.Module model, string name, long[] tokens) => [.. tokens.Select(token => Parameter(model, name + ".weight")[token])];

    /// <summary>The states of one sentence after each input (Cho et al. 2014, in the form that cuDNN and PyTorch have).</summary>
    /// <param name="model">Who has the parameters.</param>
    /// <param name="name">Of the GRU in the model.</param>
    /// <param name="inputs">One row each.</param>
    /// <param name="start">The state before the first input; zeros if null.</param>
    public static Tensor[] States(nn.Module model, string name, IEnumerable<Tensor> inputs, Tensor? start = null)
    {
        var (fromInput, fromState) = (Parameter(model, name + ".weight_ih_l0"), Parameter(model, name + ".weight_hh_l0"));
        var (inputBias, stateBias) = (Parameter(model, name + ".bias_ih_l0"), Parameter(model, name + ".bias_hh_l0"));
        var size = (int)fromState.shape[1];
        var (state, states) = (start ?? zeros(size), new List<Tensor>());
        foreach (var input in inputs)
        {
            var (a, b) = (fromInput.mv(input) + inputBias, fromState.mv(state) + stateBias);
            var reset = (a[..size] + b[..size]).sigmoid();
            var keep = (a[size..(2 * size)] + b[size..(2 * size)]).sigmoid();
            var proposed = (a[(2 * size)..] + (reset * b[(2 * size)..])).tanh();
            state = ((1 - keep) * proposed) + (keep * state);
            states.Add(state);
        }

        return [.. states];
    }

    /// <summary>The log probability of a token among those from <see cref="Vocabulary.End"/> on.</summary>
    public static double LogProbability(Tensor scores, long token)
    {
        var all = scores.to(float64).data<double>().ToArray();
        return all[token - Vocabulary.End] - Math.Log(all.Sum(Math.Exp));
    }
}
