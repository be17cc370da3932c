using static TorchSharp.torch;

namespace VaeNotebooks;

public static partial class Bounds
{
    /// <summary>
    /// Training of a classifier as a bound: <see cref="Elbo.Reconstruction"/> is <c>log p(y|x)</c>, <see cref="Elbo.Rate"/> is 0, for there is no latent. The data are rows
    /// <c>[x | y]</c> (<see cref="ConditionalVae.Join"/>) with y as indicators (<see cref="ConditionalVae.ClassIndicators"/>).
    /// </summary>
    /// <param name="model">The classifier.</param>
    /// <param name="augment">
    /// What each training batch becomes before it is learned: <c>x [B, InputSize]</c>, <c>y [B, Classes]</c> and a generator give new x for the same y, without gradient.
    /// Never used in tests. Null for none.
    /// </param>
    public static Func<Tensor, Generator, Elbo> Classification(DigitClassifier model, Func<Tensor, Tensor, Generator, Tensor>? augment = null) => (rows, generator) =>
    {
        Shapes.RequireRows(rows, model.InputSize + model.Classes);
        using var scope = NewDisposeScope();
        var (x, y) = (rows.narrow(1, 0, model.InputSize), rows.narrow(1, model.InputSize, model.Classes));
        if (augment is not null && model.training) x = Augmented(augment, x, y, generator);
        var logLikelihood = model.LogLikelihood(x, y);
        return new Elbo(logLikelihood.MoveToOuterDisposeScope(), zeros_like(logLikelihood).MoveToOuterDisposeScope());
    };

    private static Tensor Augmented(Func<Tensor, Tensor, Generator, Tensor> augment, Tensor x, Tensor y, Generator generator)
    {
        using var _ = no_grad();
        var changed = augment(x, y, generator);
        Shapes.RequireSame(changed, x, nameof(x), "What augment gives");
        return changed;
    }
}
