namespace VaeNotebooks;

/// <summary>
/// Draws a curve with a round pen. As in MNIST the inked box is fitted to 20 x 20 pixels, keeping its proportions, and the centre of
/// mass is moved to the middle of the 28 x 28 image by whole pixels.
/// </summary>
internal sealed class InkCanvas
{
    private const int Box = 20, Margin = 6, Side = Box + (2 * Margin), Target = ImageDataset.Side;

    private readonly double[] _ink = new double[Side * Side], _blurred = new double[Side * Side];
    private readonly double[] _radius = new double[Polyline.Capacity];

    public void Draw(Polyline line, double thickness, DigitRandom random, Span<byte> pixels)
    {
        Radii(line, thickness, nib: 0.18 * random.Bell(), direction: random.Uniform());
        Fit(line);
        Array.Clear(_ink);
        for (int k = 0; k < line.Count; k++)
        {
            int from = line.Starts[k] ? k : k - 1;
            Segment(line.X[from], line.Y[from], line.X[k], line.Y[k], _radius[k]);
        }

        Blur(random.Between(0.25, 0.5));
        Develop(gain: random.Between(1, 1.3));
        Centre(pixels);
    }

    /// <summary>A flat nib: wider across one direction. cos 2(a - b) by the double-angle formulas, without an arc tangent.</summary>
    private void Radii(Polyline line, double thickness, double nib, double direction)
    {
        (double c, double s) = (PortableMath.CosTurns(direction), PortableMath.SinTurns(direction));
        for (int k = 0; k < line.Count; k++)
        {
            int from = line.Starts[k] ? k : k - 1, to = line.Starts[k] ? Math.Min(k + 1, line.Count - 1) : k;
            (double dx, double dy) = (line.X[to] - line.X[from], line.Y[to] - line.Y[from]);
            double squared = (dx * dx) + (dy * dy) + 1e-12;
            double cosine = ((c * ((dx * dx) - (dy * dy))) + (s * 2 * dx * dy)) / squared;
            _radius[k] = Math.Clamp(thickness * line.Pressure[k] * (1 + (nib * cosine)), 0.45, 3.2);
        }
    }

    /// <summary>Scales the curve so that it fills the box with its pen; the pen does not scale, hence a few fixed-point steps.</summary>
    private void Fit(Polyline line)
    {
        double scale = Box / 1.3;
        for (int pass = 0; pass < 4; pass++)
        {
            (double x0, double x1) = Extent(line.X, line.Count, scale);
            (double y0, double y1) = Extent(line.Y, line.Count, scale);
            double size = Math.Max(x1 - x0, y1 - y0);
            if (pass < 3) scale *= Math.Clamp(1 + ((Box - size) / Math.Max(size - 3, 4)), 0.5, 2);
            else Place(line, scale, (Side / 2.0) - ((x0 + x1) / 2), (Side / 2.0) - ((y0 + y1) / 2));
        }
    }

    private (double Low, double High) Extent(double[] values, int count, double scale)
    {
        (double low, double high) = (double.MaxValue, double.MinValue);
        for (int k = 0; k < count; k++)
        {
            low = Math.Min(low, (values[k] * scale) - _radius[k]);
            high = Math.Max(high, (values[k] * scale) + _radius[k]);
        }

        return (low, high);
    }

    private static void Place(Polyline line, double scale, double shiftX, double shiftY)
    {
        for (int k = 0; k < line.Count; k++)
            (line.X[k], line.Y[k]) = ((line.X[k] * scale) + shiftX, (line.Y[k] * scale) + shiftY);
    }

    /// <summary>Coverage of a pixel: clamp(radius - distance + 1/2), the largest over all segments.</summary>
    private void Segment(double ax, double ay, double bx, double by, double r)
    {
        double reach = r + 0.5;
        int left = Pixel(Math.Min(ax, bx) - reach), right = Pixel(Math.Max(ax, bx) + reach);
        int top = Pixel(Math.Min(ay, by) - reach), bottom = Pixel(Math.Max(ay, by) + reach);
        (double dx, double dy) = (bx - ax, by - ay);
        double inverse = 1 / ((dx * dx) + (dy * dy) + 1e-12);
        for (int row = top; row <= bottom; row++)
        {
            double py = row + 0.5 - ay;
            for (int column = left; column <= right; column++)
            {
                double px = column + 0.5 - ax;
                double t = Math.Clamp(((px * dx) + (py * dy)) * inverse, 0, 1);
                (double ex, double ey) = (px - (t * dx), py - (t * dy));
                double squared = (ex * ex) + (ey * ey);
                if (squared >= reach * reach) continue;
                ref double cell = ref _ink[(row * Side) + column];
                cell = Math.Max(cell, Math.Min(1, reach - Math.Sqrt(squared)));
            }
        }
    }

    private static int Pixel(double position) => Math.Clamp((int)Math.Floor(position), 1, Side - 2);

    /// <summary>Separable 3 x 3 Gaussian.</summary>
    private void Blur(double deviation)
    {
        double side = PortableMath.Exp(-0.5 / (deviation * deviation) / 4); // fourth root first: within the range of Exp
        side *= side;
        side *= side;
        double centre = 1 / (1 + (2 * side));
        side *= centre;
        for (int k = 1; k < _ink.Length - 1; k++) _blurred[k] = (centre * _ink[k]) + (side * (_ink[k - 1] + _ink[k + 1]));
        for (int k = Side; k < _ink.Length - Side; k++) _ink[k] = (centre * _blurred[k]) + (side * (_blurred[k - Side] + _blurred[k + Side]));
    }

    /// <summary>Divides by the peak (else thin strokes would be grey) and rounds to whole grey values.</summary>
    private void Develop(double gain)
    {
        double peak = 0;
        foreach (double value in _ink) peak = Math.Max(peak, value);
        for (int k = 0; k < _ink.Length; k++) _ink[k] = Math.Floor((255 * Math.Min(1, _ink[k] * gain / peak)) + 0.5);
    }

    /// <summary>Copies the part of the canvas whose middle is nearest to the centre of mass.</summary>
    private void Centre(Span<byte> pixels)
    {
        double mass = 0, momentX = 0, momentY = 0;
        for (int k = 0; k < _ink.Length; k++)
        {
            mass += _ink[k];
            momentX += _ink[k] * (k % Side);
            momentY += _ink[k] * (k / Side);
        }

        // The centre of pixel j is j + 1/2, the middle of the image is 14; another 1/2 rounds.
        int shiftX = (int)Math.Floor((momentX / mass) + 1 - (Target / 2)), shiftY = (int)Math.Floor((momentY / mass) + 1 - (Target / 2));
        for (int row = 0; row < Target; row++)
            for (int column = 0; column < Target; column++)
                pixels[(row * Target) + column] = At(row + shiftY, column + shiftX);
    }

    private byte At(int row, int column) =>
        row is >= 0 and < Side && column is >= 0 and < Side ? (byte)_ink[(row * Side) + column] : (byte)0;
}
