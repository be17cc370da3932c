using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class FormattersTests
{
    private readonly Formatters _formatters = new();

    [Fact]
    public void A_string_is_plain_text_only()
    {
        var bundle = _formatters.Format("a <b>");

        Assert.Equal(["text/plain"], bundle.Data.Select(form => form.Key));
        Assert.Equal("a <b>", bundle.Text("text/plain"));
    }

    public static TheoryData<object?, string, string> Values => new()
    {
        { 1, "1", "<div class=\"dni-plaintext\"><pre>1</pre></div>" },
        { 1.5, "1.5", "<div class=\"dni-plaintext\"><pre>1.5</pre></div>" },
        { null, "<null>", "<div class=\"dni-plaintext\"><pre>&lt;null&gt;</pre></div>" },
        { new[] { 1, 2, 3 }, "[ 1, 2, 3 ]", "<div class=\"dni-plaintext\"><pre>[ 1, 2, 3 ]</pre></div>" },
        { new[] { "<b>" }, "[ <b> ]", "<div class=\"dni-plaintext\"><pre>[ &lt;b&gt; ]</pre></div>" },
        { Array.Empty<int>(), "[]", "<div class=\"dni-plaintext\"><pre>[]</pre></div>" },
        {
            new Dictionary<string, int> { ["a"] = 1 }, "{ a: 1 }",
            "<table><thead><tr><th>key</th><th>value</th></tr></thead><tbody><tr><td><div class=\"dni-plaintext\"><pre>a</pre></div></td><td><div class=\"dni-plaintext\"><pre>1</pre></div></td></tr></tbody></table>"
        },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_are_shown_as_text_and_html(object? value, string text, string html)
    {
        var bundle = _formatters.Format(value);

        Assert.Equal(text, bundle.Text("text/plain"));
        Assert.Equal(html, bundle.Text("text/html"));
    }

    [Fact]
    public void Long_lists_show_twenty_items_and_the_number_of_the_others() =>
        Assert.EndsWith(", 19, 20, ... (80 more) ]", _formatters.Format(Enumerable.Range(1, 100).ToArray()).Text("text/plain"));

    [Fact]
    public void Endless_sequences_end() =>
        Assert.EndsWith("... (at least 981 more) ]", _formatters.Format(Endless()).Text("text/plain"));

    [Fact]
    public void Objects_records_and_tuples_are_trees_and_encoded()
    {
        var record = _formatters.Format(new Person("<b>", 3)).Text("text/html")!;

        Assert.StartsWith("<details open=\"open\" class=\"dni-treeview\"><summary><span class=\"dni-code-hint\"><code>Person { Name = &lt;b&gt;, Age = 3 }</code>", record);
        Assert.Contains("<tr><td>Name</td><td><div class=\"dni-plaintext\"><pre>&lt;b&gt;</pre></div></td></tr>", record);
        Assert.Contains("<td>Item2</td>", _formatters.Format((1, "x")).Text("text/html"));
        Assert.Equal("(1, x)", _formatters.Format((1, "x")).Text("text/plain"));
    }

    [Fact]
    public void Lists_of_objects_are_tables()
    {
        var html = _formatters.Format(new[] { new Person("a", 1) }).Text("text/html")!;

        Assert.StartsWith("<table><thead><tr><th>index</th><th>value</th></tr></thead><tbody><tr><td>0</td><td><details", html);
    }

    [Fact]
    public void Getters_that_throw_cycles_and_ref_structs_do_no_harm()
    {
        var html = _formatters.Format(new Hostile()).Text("text/html")!;

        Assert.Contains("(InvalidOperationException)", html);
        Assert.Contains("<td>Self</td>", html);
        Assert.DoesNotContain("<td>Span</td>", html);
        Assert.Equal("(NotSupportedException)", _formatters.Format(new Hostile()).Text("text/plain"));
    }

    [Fact]
    public void A_sequence_that_throws_shows_what_it_had() =>
        Assert.Equal("[ 1, (InvalidOperationException) ]", _formatters.Format(Broken()).Text("text/plain"));

    [Fact]
    public void A_source_named_by_attribute_gives_all_its_forms_preferred_first_and_json_as_json()
    {
        var bundle = _formatters.Format(new DerivedPicture());

        Assert.Equal(["text/html", "application/json", "text/plain"], bundle.Data.Select(form => form.Key));
        Assert.Equal("<i>picture</i>", bundle.Text("text/html"));
        Assert.Equal(1, bundle.Data["application/json"]!["a"]!.GetValue<int>());
        Assert.Equal("a picture", bundle.Text("text/plain"));
    }

    [Fact]
    public void A_formatter_that_throws_is_named_and_the_other_forms_stay()
    {
        var formatters = new Formatters();
        formatters.Register<Person>("text/html", _ => throw new InvalidDataException("bad"));

        Assert.Contains("InvalidDataException while writing text/html: bad", formatters.Format(new Person("a", 1)).Text("text/plain"));
    }

    [Fact]
    public void A_host_registers_types_by_type_and_by_the_name_of_a_base()
    {
        _formatters.Register<Person>("text/html", person => $"<p>{person.Name}</p>");
        _formatters.Register("CSharpNotebooks.Tests.Shape", "application/vnd.shape+json", value => $"{{\"shape\":\"{value}\"}}");

        Assert.Equal("<p>a</p>", _formatters.Format(new Person("a", 1)).Text("text/html"));
        Assert.Equal("circle", _formatters.Format(new Circle()).Data["application/vnd.shape+json"]!["shape"]!.GetValue<string>());
    }

    [Fact]
    public void Wanted_forms_can_be_named() =>
        Assert.Equal(["text/plain"], _formatters.Format(1, "text/plain").Data.Select(form => form.Key));

    private static IEnumerable<int> Endless()
    {
        while (true)
        {
            yield return 1;
        }
    }

    private static IEnumerable<int> Broken()
    {
        yield return 1;
        throw new InvalidOperationException();
    }
}

public sealed record Person(string Name, int Age);

public abstract class Shape;

public sealed class Circle : Shape
{
    public override string ToString() => "circle";
}

public sealed class Hostile
{
    public int Throws => throw new InvalidOperationException();

    public Hostile Self => this;

    public ReadOnlySpan<int> Span => default;

    public override string ToString() => throw new NotSupportedException();
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = [];
}

[TypeFormatterSource(typeof(PictureFormatters), PreferredMimeTypes = ["text/html"])]
public class Picture;

public sealed class DerivedPicture : Picture;

internal sealed class PictureFormatters
{
    public IEnumerable<object> CreateTypeFormatters() =>
        [new PictureFormatter("application/json", "{\"a\":1}"), new PictureFormatter("text/plain", "a picture"), new PictureFormatter("text/html", "<i>picture</i>")];
}

internal sealed class PictureFormatter(string mimeType, string text)
{
    public string MimeType { get; } = mimeType;

    public bool Format(object instance, TextWriter writer)
    {
        writer.Write(text);
        return instance is Picture;
    }
}
