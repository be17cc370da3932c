using Xunit;

namespace VaeNotebooks.Tests;

public sealed class PngWriterTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(300, 7)]
    public void A_decoder_reads_back_the_pixels(int width, int height)
    {
        byte[] pixels = [.. Enumerable.Range(0, width * height).Select(i => (byte)(i * 37 % 256))];
        GreyImage image = GreyImage.Decode(PngWriter.Encode(pixels, width, height));
        Assert.Equal((width, height), (image.Width, image.Height));
        Assert.Equal(pixels, image.Pixels);
    }

    [Fact]
    public void The_check_value_of_the_standard_end_chunk_is_the_published_one() =>
        Assert.Equal([0xAE, 0x42, 0x60, 0x82], PngWriter.Encode([0], 1, 1)[^4..]);

    [Theory]
    [InlineData(5, 2, 2)]
    [InlineData(0, 0, 0)]
    [InlineData(4, -2, -2)]
    public void A_wrong_number_of_pixels_is_refused(int count, int width, int height) =>
        Assert.Throws<ArgumentException>(() => PngWriter.Encode(new byte[count], width, height));
}
