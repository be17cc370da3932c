using System.Globalization;

namespace VaeNotebooks;

public static partial class Charts
{
    /// <summary>
    /// The rate-distortion plane: models as points, families of models as curves, over grey lines of equal ELBO (slope -1). Better is nearer to the
    /// lower left corner; along a grey line two models have the same bound and use their latents differently.
    /// </summary>
    /// <param name="title">What to see.</param>
    /// <param name="points">Models, each with a look of its own.</param>
    /// <param name="curves">Families, for example over beta: x is the rate, y the distortion, nats per example.</param>
    /// <exception cref="ArgumentException">There is neither a point nor a curve.</exception>
    public static Figure RateDistortionPlane(string title, IReadOnlyList<RateDistortion> points, IReadOnlyList<Series>? curves = null)
    {
        curves ??= [];
        var places = points.Select(point => (point.Rate, point.Distortion))
            .Concat(curves.SelectMany(curve => curve.X.Zip(curve.Y)))
            .Where(place => double.IsFinite(place.Item1) && double.IsFinite(place.Item2)).ToList();
        if (places.Count == 0) throw new ArgumentException("A rate-distortion plane needs at least one point with finite terms.", nameof(points));

        List<Dictionary<string, object>> traces =
            [.. EqualElbo.Lines(places), .. Traces.Lines(curves), .. points.Select((point, i) => Traces.Model(point, Palette.OfClass(i)))];
        var panel = new Panel(title, "rate, KL(q || p), nats per example", "distortion, -log p(x|z), nats", traces) { Tall = true };
        return new(panel, string.Join('\n', [.. points.Select(Describe), .. curves.SelectMany(Describe)]));
    }

    private static IEnumerable<string> Describe(Series curve) =>
        curve.X.Zip(curve.Y, (rate, distortion) => Describe(new RateDistortion(curve.Name, rate, distortion)));

    private static string Describe(RateDistortion point) => string.Create(
        CultureInfo.InvariantCulture, $"- {point.Name}: rate {point.Rate:F1}, distortion {point.Distortion:F1}, ELBO {point.Elbo:F1} nats");
}
