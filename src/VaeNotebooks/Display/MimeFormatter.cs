namespace VaeNotebooks;

/// <summary>Writes a <typeparamref name="T"/> in one MIME type. Hosts call <see cref="MimeType"/> and <see cref="Format"/> by their names.</summary>
internal sealed class MimeFormatter<T>(string mimeType, Func<T, string> render)
{
    public string MimeType { get; } = mimeType;

    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not T value)
        {
            return false;
        }

        writer.Write(render(value));
        return true;
    }
}
