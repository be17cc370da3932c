using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// The usual augmentation of images: each is turned, stretched, sheared and shifted a little, by amounts uniform in plus or minus the limits, and read with bilinear
/// interpolation; what comes from outside is paper (0).
/// </summary>
public sealed record AffineAugmentation
{
    /// <summary>Largest turn, degrees, 0 to 180.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside its range.</exception>
    public double Rotation { get; init => field = Checked(value, 180); } = 12;

    /// <summary>Largest stretch: coordinates across and down are each multiplied by a factor of their own from 1 - this to 1 + this, so the picture grows or shrinks by its inverse; 0 to 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside its range.</exception>
    public double Stretch { get; init => field = Checked(value, 0.9); } = 0.12;

    /// <summary>Largest horizontal shear, in widths per height, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside its range.</exception>
    public double Shear { get; init => field = Checked(value, 1); } = 0.2;

    /// <summary>Largest shift in each direction, in pixels, 0 to 28.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside its range.</exception>
    public double Shift { get; init => field = Checked(value, ImageDataset.Side); } = 1.5;

    /// <summary>Each image changed by a draw of its own; <c>[B, 784]</c> gives <c>[B, 784]</c>.</summary>
    /// <param name="images"><c>[B, 784]</c></param>
    /// <param name="generator">Source of the draws, on the CPU.</param>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public Tensor Apply(Tensor images, Generator generator)
    {
        Shapes.RequireExamples(images);
        Shapes.RequireRows(images, ImageDataset.PixelCount);
        using var scope = NewDisposeScope();
        var count = images.shape[0];
        var draws = (2 * rand([6, count], generator: generator)) - 1;                           // in [-1, 1), one row a kind
        var maps = Maps(draws).to(images.dtype).to(images.device);
        return Warp(images, maps).MoveToOuterDisposeScope();
    }

    /// <summary>Reads each image where its map sends the pixels' centres; coordinates go from -1 to 1 from edge to edge.</summary>
    /// <param name="images"><c>[B, 784]</c></param>
    /// <param name="maps"><c>[B, 2, 3]</c>, from the place of a new pixel (x, y, 1) to the place in the old image.</param>
    internal static Tensor Warp(Tensor images, Tensor maps)
    {
        using var scope = NewDisposeScope();
        var pictures = images.reshape(-1, 1, ImageDataset.Side, ImageDataset.Side);
        var grid = nn.functional.affine_grid(maps, pictures.shape, align_corners: false);
        return nn.functional.grid_sample(pictures, grid, align_corners: false).reshape(-1, ImageDataset.PixelCount).MoveToOuterDisposeScope();
    }

    private Tensor Maps(Tensor draws)
    {
        var angle = draws[0] * (Rotation * Math.PI / 180);
        var (cos, sin) = (angle.cos(), angle.sin());
        var (width, height, shear) = (1 + (Stretch * draws[1]), 1 + (Stretch * draws[2]), Shear * draws[3]);
        var (right, down) = (2 * Shift / ImageDataset.Side * draws[4], 2 * Shift / ImageDataset.Side * draws[5]);
        // Rotation times [[width, shear], [0, height]].
        Tensor[] entries = [cos * width, (cos * shear) - (sin * height), right, sin * width, (sin * shear) + (cos * height), down];
        return stack(entries, 1).reshape(-1, 2, 3);
    }

    private static double Checked(double value, double most, [CallerMemberName] string name = "") =>
        value >= 0 && value <= most ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be from 0 to {most}.");
}
