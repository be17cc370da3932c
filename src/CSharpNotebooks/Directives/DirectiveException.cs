namespace CSharpNotebooks;

/// <summary>A directive asks for something that cannot be had; the message says what and what to do.</summary>
internal sealed class DirectiveException(string message) : Exception(message)
{
    public const string DefaultCode = "DIRECTIVE";

    public DirectiveException(string code, string message) : this(message) => Code = code;

    /// <summary>The code of the message, for example <c>DNI101</c>.</summary>
    public string Code { get; } = DefaultCode;
}
