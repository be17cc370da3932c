using static TorchSharp.torch;

namespace VaeNotebooks;

public static partial class Charts
{
    /// <summary>
    /// One image at a time, chosen by a slider: a walk through the latent space. About 1 kB an image; it moves without a kernel, in the
    /// book too.
    /// </summary>
    /// <param name="title">What to see.</param>
    /// <param name="sliderLabel">What the slider moves, with its unit.</param>
    /// <param name="images"><c>[N, 784]</c> or <c>[N, 1, H, W]</c>, pixels in [0, 1].</param>
    /// <param name="positions">The slider's value for each image; by default 0, 1, 2, ...</param>
    /// <param name="scale">Size of a pixel in the stored image; the page scales on.</param>
    /// <exception cref="ArgumentException">Another shape, a pixel outside [0, 1], or not one position per image.</exception>
    public static Figure ImageSlider(string title, string sliderLabel, Tensor images, IEnumerable<double>? positions = null, int scale = 6)
    {
        GreyImages grey = GreyImages.From(images);
        double[] places = positions?.ToArray() ?? [.. Enumerable.Range(0, grey.Pixels.Length).Select(i => (double)i)];
        if (places.Length != grey.Pixels.Length)
        {
            throw new ArgumentException($"There are {grey.Pixels.Length} images and {places.Length} positions.", nameof(positions));
        }

        string[] sources = [.. Enumerable.Range(0, places.Length).Select(i => "data:image/png;base64," + Convert.ToBase64String(grey.ToPng(i, scale)))];
        return Slider.Draw(title, sliderLabel, places, sources);
    }
}
