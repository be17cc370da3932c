namespace VaeNotebooks;

/// <summary>
/// Reads the text of binarised MNIST: one image a line, 784 characters 0 or 1 with single blanks between. Packed with gzip or plain.
/// </summary>
internal static class AmatReader
{
    /// <summary>A digit and its blank or line feed for each pixel.</summary>
    public const int LineBytes = 2 * ImageDataset.PixelCount;

    /// <summary>Pixels 0 or 1 of all lines, 784 bytes each.</summary>
    /// <exception cref="DatasetException">Another character or layout, too few or too many lines, or damaged gzip data.</exception>
    public static byte[] Read(byte[] bytes, string file, int lines)
    {
        using var content = new GzipContent(bytes, file);
        var pixels = new byte[(long)lines * ImageDataset.PixelCount];
        for (var line = 0; line < lines; line++)
        {
            var text = content.ReadExactly(LineBytes, $"line {line + 1} of {lines}");
            ParseLine(text, pixels.AsSpan(line * ImageDataset.PixelCount, ImageDataset.PixelCount), file, line);
        }

        content.ExpectEnd();
        return pixels;
    }

    private static void ParseLine(byte[] text, Span<byte> pixels, string file, int line)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            var (digit, separator) = (text[2 * i] - '0', (char)text[(2 * i) + 1]);
            var expectedSeparator = i == pixels.Length - 1 ? '\n' : ' ';
            if (digit is not (0 or 1) || separator != expectedSeparator)
            {
                throw new DatasetException(file, $"{ImageDataset.PixelCount} characters 0 or 1 a line, blank-separated",
                    $"something else in line {line + 1} at pixel {i + 1}", "This is not the file that was asked for; get it again.");
            }

            pixels[i] = (byte)digit;
        }
    }
}
