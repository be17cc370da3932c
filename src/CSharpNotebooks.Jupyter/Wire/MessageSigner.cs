using System.Security.Cryptography;
using System.Text;

namespace CSharpNotebooks.Jupyter;

/// <summary>
/// Signs and verifies messages with the key of the connection file (HMAC-SHA256 over the four JSON parts), and knows which ones have been here before: a
/// recorded message that somebody sends again must not run its code again.
/// </summary>
internal sealed class MessageSigner(string key)
{
    /// <summary>As many signatures are kept: about 8 MB, or days of work at a keyboard.</summary>
    private const int Remembered = 1 << 16;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);
    private readonly byte[] _key = Utf8.GetBytes(key);
    private readonly HashSet<string> _seen = [];
    private readonly Queue<string> _order = new();

    /// <summary>The signature, as lower-case hexadecimal digits in ASCII.</summary>
    public byte[] Sign(IEnumerable<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var part in parts)
        {
            hash.AppendData(part);
        }

        return Utf8.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Whether a received message was signed with the key, and for the first time. Not thread-safe: one thread receives.</summary>
    public bool Accepts(byte[] signature, IEnumerable<byte[]> parts) =>
        CryptographicOperations.FixedTimeEquals(signature, Sign(parts)) && IsNew(Utf8.GetString(signature));

    private bool IsNew(string signature)
    {
        if (!_seen.Add(signature))
        {
            return false;
        }

        _order.Enqueue(signature);
        if (_order.Count > Remembered)
        {
            _seen.Remove(_order.Dequeue());
        }

        return true;
    }
}
