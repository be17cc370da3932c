#region 09.discretised-logistic
// The three factors as sums of logarithms; at the edges the factor of the missing edge is 1, and so is the width.
Tensor MyLogistic(Tensor v, Tensor mean, Tensor scale)
{
    var (a, b) = (((v + 0.5) / 255 - mean) / scale, ((v - 0.5) / 255 - mean) / scale);
    Tensor SoftPlus(Tensor t) => nn.functional.softplus(t);
    var (lowest, highest, none) = (v.eq(0), v.eq(255), zeros_like(v));
    var upper = where(highest, none, -SoftPlus(-a));                // log sigmoid(a)
    var lower = where(lowest, none, -SoftPlus(b));                  // log sigmoid(-b)
    var width = where(lowest.logical_or(highest), none, (-(b - a).expm1()).log());
    return upper + lower + width;
}
#endregion

#region 09.bits-per-dimension
// One level is width / 256 wide: its probability is the density times that.
double MyBits(double nats, int dimensions, double width) =>
    -(nats / dimensions + Math.Log(width / 256)) / Math.Log(2);
#endregion

#region 09.which-sigma
// -log N = (x - m)^2 / (2 sigma^2) + constant: the weight of a square is 1 / (2 sigma^2), and shall be 1, or 1 / N.
(double summed, double averaged) WhichSigma(double N) =>
    (Math.Sqrt(0.5), Math.Sqrt(N / 2));
#endregion

#region 09.broken-convolutional-loss
// Sum over everything that belongs to one image, then average over the images.
Tensor ConvLoss(Tensor painted, Tensor image, Tensor mean, Tensor logVariance)
{
    var crossEntropy = nn.functional.softplus(painted) - image * painted;   // [B, 1, 28, 28]
    var rate = 0.5 * (mean.square() + logVariance.exp() - 1 - logVariance); // [B, D]
    return (crossEntropy.sum([1, 2, 3]) + rate.sum([1])).mean();
}
#endregion
