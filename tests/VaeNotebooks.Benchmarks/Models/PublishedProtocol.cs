namespace VaeNotebooks.Benchmarks;

/// <summary>How a number was published: what the model is, how it is trained, how it is measured.</summary>
/// <param name="Name">Name of the protocol on the command line.</param>
/// <param name="Dataset">Name of the data set.</param>
/// <param name="Model">Shape of the model.</param>
/// <param name="Training">Everything but seed and checkpoint.</param>
/// <param name="Steps">Where the training ends, if in the middle of an epoch.</param>
/// <param name="Samples">Draws of the importance-weighted bounds, in rising order.</param>
/// <param name="Published">What the source says.</param>
internal sealed record PublishedProtocol(
    string Name, string Dataset, MlpVaeOptions Model, TrainerOptions Training, int? Steps, IReadOnlyList<int> Samples, string Published)
{
    /// <summary>Epochs after which the step size is multiplied by <c>10^(-1/5)</c>, as pythae does; none: it stays.</summary>
    public IReadOnlyList<int> Milestones { get; init; } = [];

    /// <summary>Stanford's XCS236, problem set 2: dynamic binarisation, the bound and its importance-weighted forms on the 10,000 test images.</summary>
    public static readonly PublishedProtocol Xcs236 = new(
        "xcs236",
        "mnist",
        new() { HiddenSizes = [300, 300], LatentSize = 10, Activation = Activation.Elu },
        new() { Epochs = 34, BatchSize = 100, DynamicBinarization = true },
        Steps: 20_000,
        [1, 10, 100, 1000],
        "XCS236: -ELBO 100 +- 2 (KL 19.5 +- 2, reconstruction 82 +- 2); with m = 1/10/100/1000 draws 99/97/96/95");

    /// <summary>The benchmark of pythae (Chadebec et al. 2022, table of likelihoods): fixed binarised MNIST, the parameters of the best epoch on the validation set.</summary>
    public static readonly PublishedProtocol Pythae = new(
        "pythae",
        "binarized-mnist",
        new() { HiddenSizes = [400], LatentSize = 40 },
        new() { Epochs = 500, BatchSize = 100, LearningRate = 1e-4 },
        Steps: null,
        [200],
        "pythae: NLL 89.78 (200 draws)");

    /// <summary>
    /// As <see cref="Pythae"/>, trained longer. Its script lowers the step size after 200, 350, 500, 750 and 1,000 epochs, so the published number may come from a longer training
    /// than the 500 epochs that are said of it. Here the same schedule a tenth as long with steps ten times as large, which stands for 2,000 epochs.
    /// </summary>
    public static readonly PublishedProtocol PythaeLonger = Pythae with
    {
        Name = "pythae-longer",
        Training = Pythae.Training with { LearningRate = 1e-3, Epochs = 200 },
        Published = Pythae.Published + ", published for a step size of 1e-4 and 500 epochs",
        Milestones = [20, 35, 50, 75, 100],
    };

    /// <summary>
    /// As <see cref="Pythae"/> by its script, step sizes included, but with a second hidden layer of 400 units on both sides. The script holds these two layers as comments, so the
    /// published number may come from a run in which they were code.
    /// </summary>
    public static readonly PublishedProtocol PythaeDeeper = Pythae with
    {
        Name = "pythae-deeper",
        Model = Pythae.Model with { HiddenSizes = [400, 400] },
        Published = Pythae.Published + ", published for one hidden layer a side",
        Milestones = [200, 350, 500],
    };

    public static readonly IReadOnlyList<PublishedProtocol> All = [Xcs236, Pythae, PythaeLonger, PythaeDeeper];

    /// <summary>The step size of the epoch after so many.</summary>
    public double LearningRateAfter(int epochs) => Training.LearningRate * Math.Pow(10, -0.2 * Milestones.Count(milestone => milestone <= epochs));
}
