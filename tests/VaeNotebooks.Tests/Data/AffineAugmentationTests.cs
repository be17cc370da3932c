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

    /// <summary>
    /// The maps that a setting draws, <c>[500, 2, 3]</c>, in pixels from the centre: an image whose ink is its column number is turned into the columns that were read, as
    /// bilinear reading of a slope is exact; another tells the rows.
    /// </summary>
    private static Tensor Drawn(AffineAugmentation augmentation)
    {
        const int Count = 500;
        var column = arange(28, ScalarType.Float32).expand(28, 28);
        Tensor Read(Tensor ramp) =>
            augmentation.Apply(ramp.reshape(1, 784).expand(Count, 784), new Generator(7)).reshape(Count, 28, 28).to(ScalarType.Float64) - 13.5;
        var (x, y) = (Read(column), Read(column.t()));
        Tensor At(Tensor read, int row, int place) => read[TensorIndex.Colon, row, place];
        Tensor Across(Tensor read) => (At(read, 13, 16) - At(read, 13, 11)) / 5;
        Tensor Down(Tensor read) => (At(read, 16, 13) - At(read, 11, 13)) / 5;
        Tensor Centre(Tensor read) => read[TensorIndex.Colon, 13..15, 13..15].mean([1, 2]);
        Tensor[] entries = [Across(x), Down(x), Centre(x), Across(y), Down(y), Centre(y)];
        return stack(entries, 1).reshape(-1, 2, 3);
    }

    private static void AssertUniform(Tensor draws, double limit)
    {
        Assert.InRange(draws.abs().max().item<double>(), 0.97 * limit, limit + 1e-4);
        Assert.Equal(0, draws.mean().item<double>(), 4 * limit / Math.Sqrt(3 * 500));
        Assert.Equal(limit / Math.Sqrt(3), draws.std().item<double>(), 0.08 * limit);
    }

    private static void AssertUnrelated(Tensor one, Tensor other) =>
        Assert.Equal(0, ((one - one.mean()) * (other - other.mean())).mean().item<double>() / (one.std() * other.std()).item<double>(), 4 / Math.Sqrt(500));

    private static void AssertNothing(Tensor draws, double value = 0) => Assert.Equal(0, (draws - value).abs().max().item<double>(), 1e-4);

    [Fact]
    public void Each_limit_alone_draws_turns_or_stretches_or_shears_or_shifts_uniformly_up_to_it()
    {
        static Tensor Entry(Tensor maps, int row, int column) => maps[TensorIndex.Colon, row, column];
        var turns = Drawn(None with { Rotation = 30 });
        var angle = atan2(Entry(turns, 1, 0), Entry(turns, 0, 0));
        AssertUniform(angle * 180 / Math.PI, 30);
        AssertNothing(Entry(turns, 0, 0) - angle.cos());
        AssertNothing(Entry(turns, 1, 1) - angle.cos());
        AssertNothing(Entry(turns, 0, 1) + angle.sin());
        AssertNothing(Entry(turns, 1, 0) - angle.sin());

        var stretches = Drawn(None with { Stretch = 0.3 });
        AssertUniform(Entry(stretches, 0, 0) - 1, 0.3);
        AssertUniform(Entry(stretches, 1, 1) - 1, 0.3);
        AssertUnrelated(Entry(stretches, 0, 0), Entry(stretches, 1, 1));
        AssertNothing(Entry(stretches, 0, 1));
        AssertNothing(Entry(stretches, 1, 0));

        var shears = Drawn(None with { Shear = 0.4 });
        AssertUniform(Entry(shears, 0, 1), 0.4);
        AssertNothing(Entry(shears, 0, 0), 1);
        AssertNothing(Entry(shears, 1, 1), 1);
        AssertNothing(Entry(shears, 1, 0));

        var shifts = Drawn(None with { Shift = 3 });
        AssertUniform(Entry(shifts, 0, 2), 3);
        AssertUniform(Entry(shifts, 1, 2), 3);
        AssertUnrelated(Entry(shifts, 0, 2), Entry(shifts, 1, 2));
        Assert.All((Tensor[])[turns, stretches, shears], maps => AssertNothing(maps[TensorIndex.Colon, TensorIndex.Colon, 2]));
    }

    [Fact]
    public void All_together_they_are_a_turn_after_a_stretch_with_shear_each_drawn_by_itself()
    {
        var maps = Drawn(new AffineAugmentation { Rotation = 20, Stretch = 0.2, Shear = 0.3, Shift = 1 });
        Tensor Entry(int row, int column) => maps[TensorIndex.Colon, row, column];
        // The turn is what takes the first column to the axis: what is left is [[width, shear], [0, height]].
        var angle = atan2(Entry(1, 0), Entry(0, 0));
        var (cos, sin) = (angle.cos(), angle.sin());
        Tensor[] drawn =
        [
            angle * 180 / Math.PI / 20, ((cos * Entry(0, 0)) + (sin * Entry(1, 0)) - 1) / 0.2, ((cos * Entry(1, 1)) - (sin * Entry(0, 1)) - 1) / 0.2,
            ((cos * Entry(0, 1)) + (sin * Entry(1, 1))) / 0.3, Entry(0, 2), Entry(1, 2),
        ];
        foreach (var draws in drawn) AssertUniform(draws, 1);
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < i; j++) AssertUnrelated(drawn[i], drawn[j]);
        }
    }

    [Fact]
    public void Values_out_of_range_and_wrong_shapes_are_named()
    {
        Assert.StartsWith("Shear must be from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => new AffineAugmentation { Shear = 2 }).Message);
        Assert.StartsWith("Shear must be from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => new AffineAugmentation { Shear = -0.1 }).Message);
        Assert.StartsWith("Rotation must be from 0 to 180", Assert.Throws<ArgumentOutOfRangeException>(() => new AffineAugmentation { Rotation = 181 }).Message);
        Assert.StartsWith("Stretch must be from 0 to 0.9", Assert.Throws<ArgumentOutOfRangeException>(() => new AffineAugmentation { Stretch = 0.95 }).Message);
        Assert.StartsWith("Shift must be from 0 to 28", Assert.Throws<ArgumentOutOfRangeException>(() => new AffineAugmentation { Shift = double.NaN }).Message);
        Assert.Contains("at least one example", Assert.Throws<ArgumentException>(() => new AffineAugmentation().Apply(zeros(0, 784), _generator)).Message);
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
