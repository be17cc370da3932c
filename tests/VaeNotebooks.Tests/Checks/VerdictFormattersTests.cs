using System.Text.Json.Nodes;
using Xunit;

namespace VaeNotebooks.Tests;

public sealed class VerdictFormattersTests
{
    [Fact]
    public void The_json_has_the_agreed_fields_in_the_agreed_order()
    {
        var verdict = new Verdict(VerdictKind.Number, VerdictStatus.NotCompared, "why") { Id = "04.x", Actual = 1.5, Unit = "nats", Protocol = "p" };
        Assert.Equal(
            """{"kind":"number","id":"04.x","status":"not-compared","message":"why","actual":1.5,"expected":null,"tolerance":null,"unit":"nats","protocol":"p"}""",
            Displayed.As(VerdictFormatters.JsonMimeType, verdict));
    }

    [Theory]
    [InlineData(VerdictStatus.Passed, "passed")]
    [InlineData(VerdictStatus.Failed, "failed")]
    [InlineData(VerdictStatus.NotCompared, "not-compared")]
    [InlineData(VerdictStatus.Solved, "solved")]
    [InlineData(VerdictStatus.NotYet, "not-yet")]
    [InlineData(VerdictStatus.Wrong, "wrong")]
    public void Every_status_has_its_name_in_json_and_as_css_class(VerdictStatus status, string name)
    {
        var verdict = new Verdict(VerdictKind.Check, status, "claim");
        Assert.Equal(name, (string?)JsonNode.Parse(Displayed.As(VerdictFormatters.JsonMimeType, verdict))!["status"]);
        Assert.Contains($"class=\"vae-verdict vae-{name}\"", Displayed.As("text/html", verdict), StringComparison.Ordinal);
    }

    [Fact]
    public void A_nan_is_null_in_json_and_said_in_text()
    {
        Verdict verdict = Check.Close(double.NaN, 1, 0.1, "claim");
        Assert.Null(JsonNode.Parse(Displayed.As(VerdictFormatters.JsonMimeType, verdict))!["actual"]);
        Assert.Equal("\u2717 failed: claim: NaN, expected 1.00 \u00B1 0.1", Displayed.As("text/plain", verdict));
    }

    [Fact]
    public void A_claim_with_markup_is_encoded()
    {
        Verdict verdict = Check.True(true, "<script>alert('x')</script> & more") with { Protocol = "<b>", Actual = 1, Unit = "<i>" };
        string html = Displayed.As("text/html", verdict);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_says_passed_in_words_with_rounded_numbers_unit_and_protocol()
    {
        Verdict verdict = Check.Close(105.56123, 105.6, 0.5, "test ELBO", "nats") with { Protocol = "z sampled" };
        Assert.Equal("\u2713 passed: test ELBO: 105.56, expected 105.60 \u00B1 0.5 nats [z sampled]", verdict.ToString());
    }

    [Theory]
    [InlineData(105.56123, 0.5, "105.56")]
    [InlineData(105.56123, 20, "106")]
    [InlineData(-0.123456789, 1e-6, "-0.1234568")]
    [InlineData(3.14159e-9, 1e-11, "3.142e-9")]
    [InlineData(1.5e-12, 1e-6, "1.5e-12")]
    [InlineData(1234567890123.0, 1e9, "1.2346e12")]
    [InlineData(0.1, 0, "0.1")]
    [InlineData(0, 0.1, "0")]
    [InlineData(double.PositiveInfinity, 0.1, "Infinity")]
    public void A_number_has_one_digit_more_than_its_tolerance_resolves(double value, double tolerance, string text) =>
        Assert.Equal(text, NumberText.WithTolerance(value, tolerance));
}
