namespace VaeNotebooks.Benchmarks;

/// <summary>What can be measured on one image, generated or real.</summary>
/// <param name="Mass">Sum of the pixels / 255.</param>
/// <param name="Slant">Shear of the second moments: mu_xy / mu_yy, positive leans right.</param>
/// <param name="Width">Columns of the box of pixels darker than a quarter.</param>
/// <param name="Height">Rows of that box.</param>
/// <param name="Thickness">Mean stroke width in pixels: twice the area over the length of the outline.</param>
internal readonly record struct InkStatistics(double Mass, double Slant, double Width, double Height, double Thickness)
{
    public static InkStatistics Of(ReadOnlySpan<byte> pixels)
    {
        const int side = ImageDataset.Side;
        double mass = 0, x = 0, y = 0, xy = 0, yy = 0, outline = 0;
        (int left, int right, int top, int bottom) = (side, -1, side, -1);
        for (int k = 0; k < pixels.Length; k++)
        {
            (int row, int column, double ink) = (k / side, k % side, pixels[k] / 255.0);
            (mass, x, y, xy, yy) = (mass + ink, x + (ink * column), y + (ink * row), xy + (ink * column * row), yy + (ink * row * row));
            double right1 = column + 1 < side ? pixels[k + 1] / 255.0 : 0, below = row + 1 < side ? pixels[k + side] / 255.0 : 0;
            outline += Math.Sqrt(((right1 - ink) * (right1 - ink)) + ((below - ink) * (below - ink)));
            if (ink <= 0.25) continue;
            (left, right, top, bottom) = (Math.Min(left, column), Math.Max(right, column), Math.Min(top, row), Math.Max(bottom, row));
        }

        double slant = -((xy / mass) - (x / mass * y / mass)) / ((yy / mass) - (y / mass * y / mass));
        return new InkStatistics(mass, slant, right - left + 1, bottom - top + 1, 2 * mass / outline);
    }
}
