using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>Affine augmentation against moves of whole pixels, a quarter turn, and a bilinear reading written out.</summary>
public sealed class AffineAugmentationTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly Generator _generator = new(5);
    private readonly Tensor _images;

    public AffineAugmentationTests() => _images = rand([3, 784], generator: _generator);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    private static AffineAugmentation None => new() { Rotation = 0, Stretch = 0, Shear = 0, Shift = 0 };

    private static Tensor Map(params float[] entries) => tensor(entries).reshape(1, 2, 3).expand(3, 2, 3);

    [Fact]
    public void With_all_limits_zero_the_images_stay_as_they_are() =>
        Assert.True(None.Apply(_images, _generator).allclose(_images, 1e-4, 1e-5));

    [Fact]
    public void A_map_that_moves_by_whole_pixels_moves_the_image()
    {
        // New pixel (x, y) is read two pixels further right and one further down.
        var moved = AffineAugmentation.Warp(_images, Map(1, 0, 4 / 28f, 0, 1, 2 / 28f)).reshape(3, 28, 28);
        var square = _images.reshape(3, 28, 28);
        Assert.True(moved[.., ..27, ..26].allclose(square[.., 1.., 2..], 1e-4, 1e-5));
        Assert.Equal(0, moved[.., 27, ..].abs().max().item<float>(), 1e-4f);
    }

    [Fact]
    public void A_quarter_turn_is_a_quarter_turn()
    {
        var turned = AffineAugmentation.Warp(_images, Map(0, -1, 0, 1, 0, 0)).reshape(3, 28, 28);
        Assert.True(turned.allclose(_images.reshape(3, 28, 28).rot90(1, (1, 2)), 1e-3, 1e-4)); // what was below is on the right
    }

    [Fact]
    public void Any_map_reads_between_pixels_as_the_bilinear_formula_says()
    {
        float[] m = [0.9f, 0.2f, 0.1f, -0.15f, 1.1f, -0.05f];
        var warped = AffineAugmentation.Warp(_images[..1], tensor(m).reshape(1, 2, 3)).data<float>().ToArray();
        var image = _images[0].data<float>().ToArray();
        double Pixel(int x, int y) => x is >= 0 and < 28 && y is >= 0 and < 28 ? image[(28 * y) + x] : 0;
        for (var i = 0; i < 784; i++)
        {
            var (u, v) = ((((2 * (i % 28)) + 1) / 28.0) - 1, (((2 * (i / 28)) + 1) / 28.0) - 1);
            var (x, y) = (((((m[0] * u) + (m[1] * v) + m[2] + 1) * 28) - 1) / 2, ((((m[3] * u) + (m[4] * v) + m[5] + 1) * 28) - 1) / 2);
            var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
            var (a, b) = (x - left, y - top);
            var expected = ((1 - b) * (((1 - a) * Pixel(left, top)) + (a * Pixel(left + 1, top)))) + (b * (((1 - a) * Pixel(left, top + 1)) + (a * Pixel(left + 1, top + 1))));
            Assert.Equal(expected, warped[i], 1e-3);
        }
    }

    [Fact]
    public void Draws_keep_to_their_limits_differ_by_image_and_come_from_the_generator()
    {
        // A single dot in the middle: its centre of mass tells the shift.
        var dots = zeros(500, 28, 28);
        dots[.., 13..15, 13..15] = 1;
        var shifted = (None with { Shift = 3 }).Apply(dots.reshape(500, 784), _generator).reshape(500, 28, 28);
        var columns = (shifted.sum([1]) * arange(28)).sum(1) / 4 - 13.5;
        Assert.InRange(columns.abs().max().item<float>(), 2.9f, 3.001f);
        Assert.Equal(0, columns.mean().item<float>(), 4 * 3 / Math.Sqrt(3 * 500));
        Assert.Equal(3 / Math.Sqrt(3), columns.std().item<float>(), 0.1); // uniform
        Tensor Draw(ulong seed)
        {
            using var generator = new Generator(seed);
            return new AffineAugmentation().Apply(_images, generator);
        }

        Assert.True(Draw(1).eq(Draw(1)).all().item<bool>());
        Assert.False(Draw(1).allclose(Draw(2)));
    }

    [Fact]
    public void Values_out_of_range_and_wrong_shapes_are_named()
    {
        Assert.StartsWith("Shear must be from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => new AffineAugmentation { Shear = 2 }).Message);
        Assert.StartsWith("images must have shape [N, 784], not [2, 3]", Assert.Throws<ArgumentException>(() => new AffineAugmentation().Apply(zeros(2, 3), _generator)).Message);
    }

    [Fact]
    public void Only_the_result_stays_alive()
    {
        var before = LiveTensors.OnThisThread;
        new AffineAugmentation().Apply(_images, _generator);
        Assert.Equal(before + 1, LiveTensors.OnThisThread);
    }
}
