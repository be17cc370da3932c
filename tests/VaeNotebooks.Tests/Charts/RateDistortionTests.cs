using System.Text.Json.Nodes;
using Xunit;

namespace VaeNotebooks.Tests;

public sealed class RateDistortionTests
{
    private static readonly RateDistortion[] Models = [new("plain", 24, 90), RateDistortion.Of("collapsed", new ElboMeans(-206, 0))];

    private static JsonArray Traces(Figure figure) => JsonNode.Parse(figure.ToJson())!["data"]!.AsArray();

    private static double[] Numbers(JsonNode? values) => [.. values!.AsArray().Select(value => value!.GetValue<double>())];

    [Fact]
    public void A_point_is_rate_and_minus_reconstruction_and_its_bound_their_negative_sum() =>
        Assert.Equal((0.0, 206.0, -206.0), (Models[1].Rate, Models[1].Distortion, Models[1].Elbo));

    [Fact]
    public void The_grey_lines_have_slope_minus_one_at_the_round_bound_that_they_are_labelled_with()
    {
        var lines = Traces(Charts.RateDistortionPlane("A plane", Models)).Where(trace => (string?)trace!["mode"] == "lines+text").ToList();
        Assert.InRange(lines.Count, 5, 10);
        foreach (var line in lines)
        {
            var (x, y, bound) = (Numbers(line!["x"]), Numbers(line["y"]), double.Parse((string)line["text"]![1]!, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(0, bound % 10);
            Assert.All(x.Zip(y), place => Assert.Equal(bound, -(place.First + place.Second), 1e-3));
            Assert.All(x, rate => Assert.InRange(rate, -2, 26)); // the box of the points and 8% about it
            Assert.All(y, distortion => Assert.InRange(distortion, 80, 216));
        }
    }

    [Fact]
    public void Every_model_and_every_point_of_a_curve_is_told_in_words() => Assert.Equal(
        """
        A plane
        - plain: rate 24.0, distortion 90.0, ELBO -114.0 nats
        - collapsed: rate 0.0, distortion 206.0, ELBO -206.0 nats
        - over beta: rate 5.0, distortion 120.0, ELBO -125.0 nats
        - over beta: rate 10.0, distortion 105.0, ELBO -115.0 nats
        """,
        Charts.RateDistortionPlane("A plane", Models, [new("over beta", [5.0, 10], [120.0, 105], Role.Bound)]).ToString(),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void One_point_alone_has_room_about_it_and_none_is_refused()
    {
        Assert.Contains(Traces(Charts.RateDistortionPlane("One", [Models[0]])), trace => (string?)trace!["mode"] == "lines+text");
        Assert.Throws<ArgumentException>(() => Charts.RateDistortionPlane("None", []));
    }
}
