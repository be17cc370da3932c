using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class ImageGridTests
{
    [Fact]
    public void Each_image_lies_in_its_place_in_the_png()
    {
        Tensor images = zeros(3, 1, 2, 2);
        images[1, 0, 0, 1] = 1;
        images[2, 0, 1, 0] = 0.5;
        GreyImage picture = GreyImage.Decode([.. new ImageGrid(images, "dots", columns: 2, scale: 1, padding: 1).Png]);
        Assert.Equal((7, 7), (picture.Width, picture.Height));
        byte[][] rows = [.. picture.Pixels.Chunk(7)];
        const byte P = 96;
        Assert.Equal([P, P, P, P, P, P, P], rows[0]);
        Assert.Equal([P, 0, 0, P, 0, 255, P], rows[1]);
        Assert.Equal([P, 0, 0, P, P, P, P], rows[4]);
        Assert.Equal([P, 128, 0, P, P, P, P], rows[5]);
    }

    [Fact]
    public void A_pixel_is_drawn_as_a_square_of_the_scale()
    {
        GreyImage picture = GreyImage.Decode([.. new ImageGrid(ones(1, 1, 1, 1), "dot", scale: 3, padding: 0).Png]);
        Assert.Equal(Enumerable.Repeat((byte)255, 9), picture.Pixels);
    }

    [Fact]
    public void Rows_of_784_are_images_of_28_by_28() =>
        Assert.Equal((1, 5), (new ImageGrid(zeros(5, 784), "digits").Rows, new ImageGrid(zeros(5, 784), "digits").Columns));

    [Fact]
    public void The_html_has_the_alternative_text_and_the_captions_encoded()
    {
        var grid = new ImageGrid(zeros(2, 784), "\"digits\" <script>", columns: 1, rowCaptions: ["<b>", "beta = 4"], columnCaptions: ["samples"]);
        string html = Displayed.As("text/html", grid);
        Assert.Contains("alt=\"&quot;digits&quot; &lt;script&gt; (2 images, 2 rows of 1)\"", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", html, StringComparison.Ordinal);
        Assert.Contains("beta = 4", html, StringComparison.Ordinal);
        Assert.Contains("samples", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_png_form_is_base64_of_the_png()
    {
        var grid = new ImageGrid(zeros(2, 784), "digits");
        Assert.Equal(grid.Png, Convert.FromBase64String(Displayed.As("image/png", grid)));
        Assert.Equal("digits (2 images, 1 rows of 2)", Displayed.As("text/plain", grid));
    }

    [Theory]
    [InlineData(1.001)]
    [InlineData(-0.001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_pixel_outside_0_to_1_is_named(double value)
    {
        Tensor images = zeros(3, 784);
        images[1, 5] = value;
        var error = Assert.Throws<ArgumentException>(() => new ImageGrid(images, "digits"));
        Assert.Contains("pixel 5 of image 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_shapes_missing_text_and_wrong_captions_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ImageGrid(zeros(784), "digits"));
        Assert.Throws<ArgumentException>(() => new ImageGrid(zeros(2, 783), "digits"));
        Assert.Throws<ArgumentException>(() => new ImageGrid(zeros(2, 3, 28, 28), "digits"));
        Assert.Throws<ArgumentException>(() => new ImageGrid(zeros(0, 784), "digits"));
        Assert.Throws<ArgumentException>(() => new ImageGrid(zeros(2, 784), " "));
        Assert.Throws<ArgumentException>(() => new ImageGrid(zeros(2, 784), "digits", rowCaptions: ["a", "b"]));
    }

    [Fact]
    public void Drawing_leaves_no_tensor_behind()
    {
        using Tensor images = zeros(5, 784);
        _ = new ImageGrid(images, "warm");
        using var scope = NewDisposeScope();
        _ = new ImageGrid(images, "digits");
        Assert.Equal(0, scope.DisposablesCount);
    }
}
