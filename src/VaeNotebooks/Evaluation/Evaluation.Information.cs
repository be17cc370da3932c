using static TorchSharp.torch;

namespace VaeNotebooks;

public static partial class Evaluation
{
    private const int RowsOfTable = 50; // 50 rows of a table for some thousand examples fit a processor's cache

    /// <summary>
    /// The mutual information of example and code, <c>I_q(x;z) = mean_n KL(q(z|x_n) || p(z)) - KL(q(z) || p(z)) = E[log q(z|x) - log q(z)]</c>, with the
    /// aggregated posterior <c>q(z) = 1/N sum_n q(z|x_n)</c> of these N examples, all of them in every term (Hoffman and Johnson 2016).
    /// </summary>
    /// <remarks>
    /// For "which of these N examples?" the estimate is unbiased. For the information about a fresh x of the distribution that they come from it is too low on
    /// average, never too high (Poole et al. 2019, sections 2.3 and 2.5): each example's own posterior is part of the mixture. It cannot pass log N, and where the truth is
    /// nearer to log N than a few nats the bias is large; take more examples, or quote it as "at least".
    /// Computed in float64, the table of densities by one matrix product: sound for posteriors wider than about 1e-5.
    /// </remarks>
    /// <param name="codes">The posteriors of a set, from <see cref="Encode"/>: <c>[N, D]</c> each.</param>
    /// <param name="generator">Source of the draws.</param>
    /// <param name="draws">Draws of z per example.</param>
    public static InformationEstimate MutualInformation(Posterior codes, Generator generator, int draws = 1)
    {
        Shapes.RequireExamples(codes.Mean);
        Shapes.RequireRows(codes.LogVariance, codes.Mean.shape[^1]);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var exact = new Posterior(codes.Mean.cpu().to(ScalarType.Float64), codes.LogVariance.cpu().to(ScalarType.Float64));
        var quadratic = Quadratics(exact);
        var terms = cat([.. Enumerable.Range(0, draws).Select(_ => InformationTerms(exact.Sample(generator), quadratic))]);
        var error = terms.shape[0] > 1 ? terms.std().item<double>() / Math.Sqrt(terms.shape[0]) : double.NaN;
        return new(terms.mean().item<double>(), error, exact.Kl().mean().item<double>(), exact.Mean.shape[0]);
    }

    /// <summary>
    /// <c>log q(z|x_n)</c> is a quadratic in z, so a linear function of <c>(z^2, z, 1)</c>: its coefficients for all examples, <c>[2D + 1, N]</c>. What is
    /// the same for all, <c>-D/2 log 2 pi</c>, is left out: it falls out of every difference.
    /// </summary>
    private static Tensor Quadratics(Posterior q)
    {
        var precision = (-q.LogVariance).exp();
        var constant = -0.5 * (q.LogVariance + (q.Mean.square() * precision)).sum([1], keepdim: true);
        return cat([-0.5 * precision, q.Mean * precision, constant], 1).t();
    }

    /// <summary><c>log q(z_n|x_n) - log q(z_n)</c> for one draw per example; <c>[N]</c>. Both from one table, so none is above log N.</summary>
    private static Tensor InformationTerms(Tensor z, Tensor quadratic)
    {
        var count = z.shape[0];
        var parts = new List<Tensor>();
        for (var from = 0L; from < count; from += RowsOfTable)
        {
            Interruption.Point();
            using var scope = NewDisposeScope();
            var rows = z.narrow(0, from, Math.Min(RowsOfTable, count - from));
            var table = cat([rows.square(), rows, ones_like(rows.narrow(1, 0, 1))], 1).mm(quadratic);  // [rows, N]
            parts.Add((table.diagonal(from) - table.logsumexp(1) + Math.Log(count)).MoveToOuterDisposeScope());
        }

        return cat(parts);
    }
}
