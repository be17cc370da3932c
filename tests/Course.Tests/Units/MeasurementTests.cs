using VaeNotebooks;
using VaeNotebooks.Cli;
using Xunit;

namespace Course.Tests;

public sealed class MeasurementTests
{
    [Fact]
    public void The_tolerance_is_three_standard_deviations()
    {
        var number = Of(104, 105, 106, 107, 108);

        // The variance of five consecutive integers, with n - 1: (4 + 1 + 0 + 1 + 4) / 4 = 2.5.
        Assert.Equal(106, number.Mean);
        Assert.Equal(Math.Sqrt(2.5), number.Spread, 12);
        Assert.Equal(3 * Math.Sqrt(2.5), number.Tolerance, 12);
        Assert.Equal(new Expectation("protocol", 106, 4.7, "nats", null, 1.6), number.ToExpectation() with { Seeds = null });
    }

    [Fact]
    public void A_number_that_no_seed_moves_keeps_a_small_tolerance()
    {
        Assert.Equal(0.002, Of(2, 2, 2).Tolerance, 12);
        Assert.Equal(1e-9, Of(0, 0, 0).Tolerance, 15);
    }

    [Fact]
    public void Writing_replaces_one_entry_and_keeps_the_others()
    {
        using var course = new TemporaryCourse();
        var path = Path.Combine(course.Notebooks, "expected.json");
        File.WriteAllText(path, """
            {
              "z.other": [ { "protocol": "p", "value": 1, "tolerance": 0.5, "unit": null, "seeds": [1], "spread": null } ],
              "a.number": [
                { "protocol": "long run", "value": 7, "tolerance": 0.1 },
                { "protocol": "protocol", "value": 3, "tolerance": 0.1 }
              ]
            }
            """);

        ExpectedFile.Update(path, [Of(5, 6, 7) with { Id = "a.number" }, Of(9) with { Id = "b.new" }]);

        var expected = Expectations.Load(path);
        Assert.Equal(["a.number", "b.new", "z.other"], expected.Ids);
        Assert.Equal([7.0, 6.0], expected.Of("a.number").Select(entry => entry.Value));
        Assert.Equal([1, 2, 3], expected.Of("a.number")[1].Seeds!);
        Assert.Equal(0.5, expected.Of("z.other")[0].Tolerance);
    }

    [Fact]
    public void A_number_that_has_an_entry_keeps_its_unit_and_a_new_one_gets_its_own()
    {
        using var course = new TemporaryCourse();
        var path = Path.Combine(course.Notebooks, "expected.json");
        File.WriteAllText(path, """
            { "a.share": [ { "protocol": "protocol", "value": 0.5, "tolerance": 0.1, "unit": null } ],
              "b.bits": [ { "protocol": "protocol", "value": 2, "tolerance": 0.1, "unit": "bits" } ] }
            """);

        ExpectedFile.Update(path, [Of(0.6) with { Id = "a.share" }, Of(3) with { Id = "b.bits" }, Of(9) with { Id = "c.new" }]);

        var expected = Expectations.Load(path);
        Assert.Equal([null, "bits", "nats"], expected.Ids.Select(id => expected.Of(id)[0].Unit));
    }

    [Fact]
    public void A_malformed_file_is_left_alone()
    {
        using var course = new TemporaryCourse();
        var path = Path.Combine(course.Notebooks, "expected.json");
        File.WriteAllText(path, "{ \"a\": 1 }");

        Assert.Throws<InvalidDataException>(() => ExpectedFile.Update(path, [Of(1)]));

        Assert.Equal("{ \"a\": 1 }", File.ReadAllText(path));
    }

    private static Measurement Of(params double[] values) =>
        new("04.test-elbo", "protocol", "nats", [.. Enumerable.Range(1, values.Length).Select(seed => (long)seed)], values);
}
