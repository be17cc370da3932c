using System.Security.Cryptography;

namespace VaeNotebooks;

/// <summary>Reads a file only if it is, byte for byte, the published one.</summary>
internal static class VerifiedFile
{
    /// <summary>The bytes that were hashed are the bytes that are returned, so nothing can change between check and use.</summary>
    /// <exception cref="DatasetException">Wrong length or SHA-256, or the file cannot be read.</exception>
    public static byte[] Read(string path, FileForm form, string remedy)
    {
        try
        {
            using var stream = File.OpenRead(path);
            Expect(path, $"{form.Bytes} bytes", $"{stream.Length} bytes", remedy);
            var bytes = new byte[form.Bytes];
            stream.ReadExactly(bytes);
            Expect(path, $"SHA-256 {form.Sha256}", $"SHA-256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}", remedy);
            return bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(path, "a file that can be read", error.Message.TrimEnd('.'), remedy, error);
        }
    }

    /// <summary>True if the file is there, can be read and is the published one.</summary>
    public static bool IsGood(string path, FileForm form)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length != form.Bytes)
            {
                return false;
            }

            using var stream = file.OpenRead();
            return Convert.ToHexStringLower(SHA256.HashData(stream)) == form.Sha256;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Expect(string path, string expected, string found, string remedy)
    {
        if (found != expected)
        {
            throw new DatasetException(path, expected, found, "The file is damaged or another one. Remove it. " + remedy);
        }
    }
}
