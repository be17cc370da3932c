namespace VaeNotebooks;

/// <summary>
/// Says which class writes a type as HTML, text and JSON. .NET Interactive and our own engine find this attribute by its <em>name</em>, so that a library
/// can be shown well by either without a reference to them.
/// </summary>
/// <param name="formatterSourceType">A class with a public constructor without parameters and a method <c>CreateTypeFormatters()</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = [];
}
