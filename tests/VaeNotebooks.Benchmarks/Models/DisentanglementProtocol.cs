using System.Globalization;

namespace VaeNotebooks.Benchmarks;

/// <summary>What is trained: weight of the whole rate, and of the total correlation in it.</summary>
internal sealed record DisentanglementObjective(string Name, double Beta, double TotalCorrelation);

/// <summary>One finished training.</summary>
internal sealed record DisentanglementRow(string Objective, int Seed, double[] Values)
{
    public static DisentanglementRow Parse(string line)
    {
        var parts = line.Split('\t');
        return new(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), [.. parts[2..].Select(part => double.Parse(part, CultureInfo.InvariantCulture))]);
    }

    public override string ToString() =>
        string.Join('\t', [Objective, Seed.ToString(CultureInfo.InvariantCulture), .. Values.Select(value => value.ToString("F4", CultureInfo.InvariantCulture))]);
}

/// <summary>Data, model and training of a comparison.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Data">What is drawn, in words.</param>
/// <param name="Draw">Images of a count and a seed.</param>
/// <param name="TrainCount">Training images.</param>
/// <param name="TestCount">Test images, of another seed.</param>
/// <param name="Model">Shape of the model.</param>
/// <param name="Training">Everything but beta, seed and checkpoint.</param>
/// <param name="Weight">Beta of the beta-VAE, and weight of the total correlation in the beta-TCVAE.</param>
internal sealed record DisentanglementProtocol(
    string Name, string Data, Func<int, ulong, StrokeDigitImages> Draw, int TrainCount, int TestCount, MlpVaeOptions Model, TrainerOptions Training, double Weight)
{
    /// <summary>StrokeDigits as the course has them, all ten classes and all factors.</summary>
    public static readonly DisentanglementProtocol AllDigits = new(
        "all-digits",
        "StrokeDigits, readable",
        (count, seed) => StrokeDigits.Generate(count, seed),
        12_000,
        4000,
        new() { HiddenSizes = [256, 128], LatentSize = 10 },
        new() { Epochs = 20, BatchSize = 128, LearningRate = 2e-3 },
        Weight: 4);

    public static readonly IReadOnlyList<DisentanglementProtocol> All = [OneDigit(0), OneDigit(4), AllDigits];

    public IReadOnlyList<DisentanglementObjective> Objectives { get; } =
        [new("plain", 1, 1), new("beta-VAE", Weight, 1), new("beta-TCVAE", 1, Weight)];

    public string Text => $"{Name}: {Data}; {TrainCount} train, {TestCount} test, {Model.InputSize}-{string.Join('-', Model.HiddenSizes)}-z{Model.LatentSize}, "
        + $"batch {Training.BatchSize}, Adam {Training.LearningRate}, {Training.Epochs} epochs, beta {Weight}; codes drawn from q, 20 bins a unit, 10 a continuous factor; "
        + "DCI by 100 boosted stumps; TC with the exact q(z) of the test set";

    /// <summary>One skeleton of a digit; all that varies are slant, width and thickness.</summary>
    private static DisentanglementProtocol OneDigit(int digit) => new(
        $"digit-{digit}",
        $"one skeleton of the digit {digit}, slant -0.2 to 0.4, width 0.7 to 1.4 and thickness 0.8 to 2.2, uniform and independent",
        (count, seed) => Render(digit, count, seed),
        8000,
        4000,
        new() { HiddenSizes = [256, 128], LatentSize = 6 },
        new() { Epochs = 20, BatchSize = 128, LearningRate = 2e-3 },
        Weight: 4);

    private static StrokeDigitImages Render(int digit, int count, ulong seed)
    {
        var random = new Random((int)seed);
        double Between(double low, double high) => low + ((high - low) * random.NextDouble());
        return StrokeDigits.Render([.. Enumerable.Range(0, count).Select(_ => new StrokeDigitFactors(
            digit, 0, Between(-0.2, 0.4), 0, Between(0.7, 1.4), 0, Between(0.8, 2.2), 1, 0, Detail: 1))]);
    }
}
