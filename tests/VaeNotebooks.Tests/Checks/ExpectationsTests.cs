using Xunit;

namespace VaeNotebooks.Tests;

public sealed class ExpectationsTests : IDisposable
{
    private const string Good = """
        {
         "04.test-elbo": [
          { "protocol": "mnist grey, z sampled", "value": 105.6, "tolerance": 0.5, "unit": "nats", "seeds": [1, 2], "spread": 0.1 },
          { "protocol": "strokes grey, z sampled", "value": 80, "tolerance": 0, "unit": "nats", "seeds": [1], "spread": null }
         ]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("vae-expected-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(105.2, "mnist grey, z sampled", VerdictStatus.Passed)]
    [InlineData(107.0, "mnist grey, z sampled", VerdictStatus.Failed)]
    [InlineData(80.0, "strokes grey, z sampled", VerdictStatus.Passed)]
    [InlineData(80.0000001, "strokes grey, z sampled", VerdictStatus.Failed)]
    [InlineData(105.6, "mnist grey, z = mean", VerdictStatus.NotCompared)]
    [InlineData(double.NaN, "mnist grey, z = mean", VerdictStatus.Failed)]
    [InlineData(double.NegativeInfinity, "mnist grey, z sampled", VerdictStatus.Failed)]
    public void A_number_is_compared_with_the_entry_of_its_own_protocol_only(double value, string protocol, VerdictStatus status)
    {
        Write(Good);
        Assert.Equal(status, Check.NumberIn(_folder, "04.test-elbo", value, protocol).Status);
    }

    [Fact]
    public void A_compared_number_shows_what_it_was_compared_with()
    {
        Write(Good);
        Verdict verdict = Check.NumberIn(_folder, "04.test-elbo", 105.5612, "mnist grey, z sampled");
        Assert.Equal((105.6, 0.5, "nats"), (verdict.Expected, verdict.Tolerance, verdict.Unit));
    }

    [Fact]
    public void An_unknown_id_is_red_and_says_what_to_do()
    {
        Write(Good);
        Verdict verdict = Check.NumberIn(_folder, "04.tset-elbo", 105.6, "mnist grey, z sampled");
        Assert.Equal(VerdictStatus.Failed, verdict.Status);
        Assert.Contains("04.tset-elbo", verdict.Message, StringComparison.Ordinal);
        Assert.Contains("add an entry", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_file_nothing_is_compared() =>
        Assert.Equal(VerdictStatus.NotCompared, Check.NumberIn(_folder, "04.test-elbo", 105.6, "mnist grey, z sampled").Status);

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "a": [] }""")]
    [InlineData("""{ "a": null }""")]
    [InlineData("""{ "a": [ null ] }""")]
    [InlineData("""{ "a": { "protocol": "p", "value": 1, "tolerance": 1 } }""")]
    [InlineData("""{ "a": [ { "protocol": "p", "value": 1 } ] }""")]
    [InlineData("""{ "a": [ { "protocol": null, "value": 1, "tolerance": 1 } ] }""")]
    [InlineData("""{ "a": [ { "protocol": " ", "value": 1, "tolerance": 1 } ] }""")]
    [InlineData("""{ "a": [ { "protocol": "p", "value": "1", "tolerance": 1 } ] }""")]
    [InlineData("""{ "a": [ { "protocol": "p", "value": 1, "tolerance": -1 } ] }""")]
    [InlineData("""{ "a": [ { "protocol": "p", "value": 1, "tolerence": 1, "tolerance": 1 } ] }""")]
    [InlineData("""{ "a": [ { "protocol": "p", "value": 1, "tolerance": 1 }, { "protocol": "p", "value": 2, "tolerance": 1 } ] }""")]
    [InlineData("""{ "a": [ { "protocol": "p", "value": 1, "tolerance": 1 } ], "a": [ { "protocol": "q", "value": 2, "tolerance": 1 } ] }""")]
    public void A_malformed_file_is_refused_with_its_name_and_the_form_it_should_have(string json)
    {
        Write(json);
        var error = Assert.Throws<InvalidDataException>(() => Check.NumberIn(_folder, "a", 1, "p"));
        Assert.StartsWith(Path.Combine(_folder, "expected.json"), error.Message, StringComparison.Ordinal);
        Assert.Contains("\"protocol\"", error.Message, StringComparison.Ordinal);
    }

    private void Write(string json) => File.WriteAllText(Path.Combine(_folder, Check.ExpectationsFile), json);
}
