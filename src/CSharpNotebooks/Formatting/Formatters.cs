using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>
/// Turns values into what a notebook shows. A type's own formatters win: first those that the host registered, then those of the attribute convention
/// (see <see cref="FormatterSources"/>), then the general ones. Formatting never throws.
/// </summary>
public sealed class Formatters
{
    private readonly List<Registration> _registrations = [];

    private sealed record Registration(Func<Type, bool> Covers, string MimeType, Func<object, string> Format);

    /// <summary>Shows values of a type, and of the types derived from it, in one form. The last registration for a form wins.</summary>
    /// <param name="mimeType">For example <c>text/html</c>; a type that ends in <c>json</c> takes JSON text.</param>
    /// <param name="format">Writes a value.</param>
    public void Register<T>(string mimeType, Func<T, string> format) where T : notnull =>
        _registrations.Insert(0, new Registration(type => typeof(T).IsAssignableFrom(type), mimeType, value => format((T)value)));

    /// <summary>As <see cref="Register{T}"/>, for a type that the host does not want to load before a notebook does.</summary>
    /// <param name="typeName">Full name of the type, of a base type of it, or of an interface of it, for example <c>Plotly.NET.GenericChart</c>.</param>
    /// <param name="mimeType">For example <c>text/html</c>.</param>
    /// <param name="format">Writes a value.</param>
    public void Register(string typeName, string mimeType, Func<object, string> format) =>
        _registrations.Insert(0, new Registration(type => TypeNames.Of(type).Contains(typeName), mimeType, format));

    /// <summary>The value in every form that is known for it, richest first; <c>text/plain</c> is always there.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">The forms that are wanted; none for all.</param>
    public MimeBundle Format(object? value, params string[] mimeTypes)
    {
        var data = Forms(value);
        data.TryAdd("text/plain", JsonValue.Create(PlainText.Of(value)));
        if (mimeTypes.Length > 0)
        {
            foreach (var type in data.Select(form => form.Key).Except(mimeTypes).Where(_ => mimeTypes.Any(data.ContainsKey)).ToArray())
            {
                data.Remove(type);
            }
        }

        return new MimeBundle(data);
    }

    /// <summary>Text of a MIME type as the JSON that a bundle holds: text, or the parsed value for types that end in <c>json</c>.</summary>
    internal static JsonNode? Form(string mimeType, string text)
    {
        try
        {
            return mimeType.EndsWith("json", StringComparison.Ordinal) ? JsonNode.Parse(text) : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private JsonObject Forms(object? value)
    {
        var data = new JsonObject();
        if (value is null)
        {
            data["text/html"] = Html.PlainText("<null>");
        }
        else if (value is not string)
        {
            AddRegistered(data, value);
            AddFromSource(data, value);
            if (data.Count == 0)
            {
                data["text/html"] = HtmlFormatter.Format(value);
            }
        }

        return data;
    }

    private void AddRegistered(JsonObject data, object value)
    {
        foreach (var registration in _registrations.Where(r => !data.ContainsKey(r.MimeType) && r.Covers(value.GetType())).ToArray())
        {
            AddForm(data, registration.MimeType, () => registration.Format(value));
        }
    }

    private static void AddFromSource(JsonObject data, object value)
    {
        foreach (var formatter in FormatterSources.For(value.GetType()).Where(f => !data.ContainsKey(f.MimeType)))
        {
            AddForm(data, formatter.MimeType, () => formatter.Format(value));
        }
    }

    private static void AddForm(JsonObject data, string mimeType, Func<string> format)
    {
        try
        {
            data[mimeType] = Form(mimeType, format());
        }
        catch (Exception e) when (e is not ThreadInterruptedException)
        {
            data["text/plain"] = $"{e.GetType().Name} while writing {mimeType}: {e.Message}";
        }
    }
}
