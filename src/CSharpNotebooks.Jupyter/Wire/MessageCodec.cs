using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CSharpNotebooks.Jupyter;

/// <summary>Messages as ZeroMQ frames: identities, a delimiter, the signature, header, parent, metadata, content ("The Wire Protocol").</summary>
internal sealed partial class MessageCodec(MessageSigner signer)
{
    private const int PartCount = 4;
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly JsonSerializerOptions Format = new() { Encoder = NotebookEncoder.Instance, MaxDepth = NotebookReader.MaximumDepth };
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = NotebookReader.MaximumDepth, AllowDuplicateProperties = false };

    public IReadOnlyList<byte[]> Encode(JupyterMessage message)
    {
        byte[][] parts = [Bytes(message.Header), Bytes(message.Parent), Bytes(message.Metadata), Bytes(message.Content)];
        return [.. message.Identities, Delimiter, signer.Sign(parts), .. parts];
    }

    /// <summary>The message, or null for frames that are none, that carry a wrong signature or none, or that were here before: those are dropped.</summary>
    public JupyterMessage? Decode(IReadOnlyList<byte[]> frames)
    {
        var start = frames.TakeWhile(frame => !frame.AsSpan().SequenceEqual(Delimiter)).Count();
        if (frames.Count < start + 2 + PartCount)
        {
            return null;
        }

        // What follows the four parts are raw buffers, which nothing here uses; the signature does not cover them.
        var parts = frames.Skip(start + 2).Take(PartCount).ToArray();
        return signer.Accepts(frames[start + 1], parts) ? Read([.. frames.Take(start)], parts) : null;
    }

    private static JupyterMessage? Read(byte[][] identities, byte[][] parts)
    {
        try
        {
            var json = parts.Select(part => JsonNode.Parse(WellFormed(part), documentOptions: Limits) as JsonObject).ToArray();
            // Counting builds what a parsed object otherwise builds at its first use: from here on threads may read it at the same time.
            return json is [{ Count: >= 0 } header, { Count: >= 0 } parent, { Count: >= 0 } metadata, { Count: >= 0 } content]
                ? new(identities, header, parent, metadata, content)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Text that is no valid Unicode could be parsed, and would throw wherever it is read: what is broken becomes U+FFFD here, once.</summary>
    private static string WellFormed(byte[] part) =>
        Escape().Replace(Encoding.UTF8.GetString(part), match => match.Groups["lone"].Success ? @"\ufffd" : match.Value);

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.", RegexOptions.Singleline)]
    private static partial Regex Escape();

    private static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, Format);
}
