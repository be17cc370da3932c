using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Draws from a posterior of any form, each with its density there: all that a bound or an estimate of <c>log p(x)</c> asks of a posterior.</summary>
/// <param name="Z">The draws, <c>[K, B, D]</c>; the gradient flows through them.</param>
/// <param name="LogDensity"><c>log q(z|x)</c> of each, <c>[K, B]</c>, nats.</param>
public sealed record PosteriorDraws(Tensor Z, Tensor LogDensity);
