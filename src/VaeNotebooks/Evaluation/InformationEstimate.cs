namespace VaeNotebooks;

/// <summary>What the codes of N examples say about them; nats per example.</summary>
/// <param name="Information">The estimate of <c>I_q(x;z)</c>: how much a draw of z tells about which of the examples it came from. At most <see cref="Ceiling"/>.</param>
/// <param name="StandardError">Of <paramref name="Information"/>, from the draws.</param>
/// <param name="Rate">Mean KL(q(z|x) || N(0, I)): the closed form, and an upper bound of the information.</param>
/// <param name="Examples">N.</param>
public readonly record struct InformationEstimate(double Information, double StandardError, double Rate, long Examples)
{
    /// <summary>The estimate of <c>KL(q(z) || N(0, I))</c>, the part of the rate that is no information: Rate - Information (Hoffman and Johnson 2016).</summary>
    public double Mismatch => Rate - Information;

    /// <summary>log N: more cannot be known about which of N. An estimate near it says only that the information is at least that.</summary>
    public double Ceiling => Math.Log(Examples);
}
