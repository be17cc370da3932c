namespace VaeNotebooks.Tests;

/// <summary>Measurements on one 28 x 28 image that know nothing of how it was drawn.</summary>
internal sealed record Ink(double Mass, double CentreX, double CentreY, double Slant, int Left, int Top, int Right, int Bottom)
{
    public int Width => Right - Left + 1;

    public int Height => Bottom - Top + 1;

    public static Ink Of(ReadOnlySpan<byte> pixels, int threshold = 0)
    {
        double mass = 0, x = 0, y = 0, xy = 0, yy = 0;
        (int left, int top, int right, int bottom) = (28, 28, -1, -1);
        for (int k = 0; k < 784; k++)
        {
            (int row, int column, double ink) = (k / 28, k % 28, pixels[k]);
            (mass, x, y, xy, yy) = (mass + ink, x + (ink * column), y + (ink * row), xy + (ink * column * row), yy + (ink * row * row));
            if (ink <= threshold) continue;
            (left, right, top, bottom) = (Math.Min(left, column), Math.Max(right, column), Math.Min(top, row), Math.Max(bottom, row));
        }

        (x, y) = (x / mass, y / mass);
        double slant = -((xy / mass) - (x * y)) / ((yy / mass) - (y * y));
        return new Ink(mass, x + 0.5, y + 0.5, slant, left, top, right, bottom);
    }
}
