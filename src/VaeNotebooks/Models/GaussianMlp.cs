using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>A diagonal Gaussian whose mean and log variance are functions of another variable: one hidden layer of tanh, two linear heads.</summary>
internal sealed class GaussianMlp : nn.Module
{
    private readonly Linear hidden;
    private readonly Linear mean;
    private readonly Linear logVariance;

    public GaussianMlp(int from, int hiddenSize, int to)
        : base(nameof(GaussianMlp))
    {
        hidden = nn.Linear(from, hiddenSize);
        (mean, logVariance) = (nn.Linear(hiddenSize, to), nn.Linear(hiddenSize, to));
        RegisterComponents();
    }

    /// <summary><c>[..., from]</c> gives a Gaussian of <c>[..., to]</c>.</summary>
    public Posterior Of(Tensor x)
    {
        Shapes.RequireLast(x, hidden.weight!.shape[1]);
        using var scope = NewDisposeScope();
        var h = hidden.call(x).tanh();
        return new Posterior(mean.call(h).MoveToOuterDisposeScope(), logVariance.call(h).MoveToOuterDisposeScope());
    }
}
