using System.CommandLine;
using System.CommandLine.Help;

namespace VaeNotebooks.Benchmarks;

/// <summary>The benchmarks by name, with what each measures and what to compare it with: the text of the help.</summary>
internal static class Catalogue
{
    private const string Summary =
        """
        Measurements of the course's library, run by hand: published numbers, realism, speed, memory.
        Those on MNIST read it from the folder that VAE_DATA names, else from data/cache, else download it.
        Example: dotnet run -c Release --project tests/VaeNotebooks.Benchmarks -- mnist-vae 10 1
        """;

    public static RootCommand Create()
    {
        var root = new RootCommand(Summary)
        {
            MnistVae(), Published(), Burda(), Disentangled(), Augmentation(), Imputation(), TrainingSpeed(), Endurance(), ManyCells(), KernelSpeed(), CourseSpeed(), Mutations(), SmallKernelSpeed(),
            Realism(), StrokesSpeed(), StrokesStatistics(), StrokesMixed(), StrokesClasses(), StrokesPicture(),
        };
        root.SetAction(parsed => new HelpAction().Invoke(parsed));
        return root;
    }

    private static Command MnistVae()
    {
        var epochs = Number("epochs", 10, "Passes over the 60,000 images; the loss is judged after 10.");
        var seed = Number("seed", 1, "Seed of parameters, order and draws.");
        return Of(
            "mnist-vae",
            "Test loss of a first VAE on grey MNIST, beside the published 105.6 nats (accepted: 104.9 to 106.2); images a second; growth of memory.",
            parsed => MnistVaeBenchmark.Run(parsed.GetRequiredValue(epochs), parsed.GetRequiredValue(seed)),
            epochs,
            seed);
    }

    private static Command Published()
    {
        var name = new Argument<string>("protocol") { Description = "Whose protocol." }.AcceptOnlyFromAmong([.. PublishedProtocol.All.Select(protocol => protocol.Name)]);
        var seed = Number("seed", 1, "Seed of parameters, order and draws.");
        var folder = new Argument<string>("folder") { Description = "Where checkpoints lie; a run that was stopped goes on from there.", DefaultValueFactory = _ => "artifacts/long-runs" };
        return Of("published", "Bounds and likelihoods of a VAE on MNIST by a published protocol: xcs236 (3 minutes), pythae (30 minutes), pythae-longer (30 minutes), pythae-deeper (50 minutes).",
            parsed => new PublishedBenchmark(PublishedProtocol.All.Single(protocol => protocol.Name == parsed.GetRequiredValue(name)),
                parsed.GetRequiredValue(seed), parsed.GetRequiredValue(folder)).Run(), name, seed, folder);
    }

    private static Command Burda()
    {
        var epochs = Number("epochs", BurdaSchedule.PublishedEpochs, "Passes over the 60,000 images; fewer than 3,280 scale the schedule, and are another protocol.");
        var seeds = Number("seeds", 3, "Pairs of trainings, seeds 1, 2, ...");
        var images = Number("images", 1000, "Test images for the likelihood, the first ones.");
        var samples = Number("samples", 5000, "k of the likelihood.");
        var folder = new Argument<string>("folder") { Description = "Where checkpoints and results lie: run again, it goes on.", DefaultValueFactory = _ => "artifacts/burda" };
        return Of(
            "burda",
            "VAE and IWAE k=5 by Burda's one-layer protocol, scaled down by its epochs (published: 86.76 and 85.54). Per epoch and pair some 15 s of one core.",
            parsed => BurdaBenchmark.Run(
                parsed.GetRequiredValue(epochs), parsed.GetRequiredValue(seeds), parsed.GetRequiredValue(images), parsed.GetRequiredValue(samples), parsed.GetRequiredValue(folder)),
            epochs, seeds, images, samples, folder);
    }

    private static Command Disentangled()
    {
        var name = new Argument<string>("set") { Description = "Which images." }.AcceptOnlyFromAmong([.. DisentanglementProtocol.All.Select(protocol => protocol.Name)]);
        var seeds = Number("seeds", 5, "Seeds of parameters, order and draws, from 1.");
        var folder = new Argument<string>("folder") { Description = "Where checkpoints and results lie; a run that was stopped goes on from there.", DefaultValueFactory = _ => "artifacts/long-runs" };
        return Of("disentanglement", "MIG per factor of a plain VAE, a beta-VAE and a beta-TCVAE on StrokeDigits, mean and deviation over seeds (10 to 20 minutes).",
            parsed => new DisentanglementBenchmark(DisentanglementProtocol.All.Single(protocol => protocol.Name == parsed.GetRequiredValue(name)),
                parsed.GetRequiredValue(seeds), parsed.GetRequiredValue(folder)).Run(), name, seeds, folder);
    }

    private static Command Imputation()
    {
        var epochs = Number("epochs", 50, "At most; a training ends when three epochs in a row were no better on the validation set.");
        var seed = Number("seed", 1, "Seed of parameters, order and draws.");
        var folder = new Argument<string>("folder") { Description = "Where checkpoints lie; a run that was stopped goes on from there.", DefaultValueFactory = _ => "artifacts/long-runs" };
        return Of("imputation", "NLL of missing quadrants of MNIST, plain network and conditional VAE, by the protocol of Pyro's example (notebook 12). An hour of one core.",
            parsed => new ImputationBenchmark(parsed.GetRequiredValue(epochs), parsed.GetRequiredValue(seed), parsed.GetRequiredValue(folder)).Run(), epochs, seed, folder);
    }

    private static Command Augmentation()
    {
        var name = new Argument<string>("dataset") { Description = "Whose images." }.AcceptOnlyFromAmong("strokes", "mnist", "fashion-mnist");
        var seeds = Number("seeds", 5, "Trials of each size, seeds 1, 2, ...");
        var folder = new Argument<string>("folder") { Description = "Where results lie: run again, it goes on.", DefaultValueFactory = _ => "artifacts/augmentation" };
        return Of(
            "augmentation",
            "Accuracy against labelled images per class (10 to 1,000): nothing added, affine, CVAE samples, both (notebook 11). 15 minutes of one core a set.",
            parsed => new AugmentationBenchmark(parsed.GetRequiredValue(name), parsed.GetRequiredValue(seeds), parsed.GetRequiredValue(folder)).Run(),
            name, seeds, folder);
    }

    private static Command TrainingSpeed()
    {
        var rounds = Number("rounds", 5, "How often each is measured, in turns, after one to warm up.");
        return Of("training-speed",
            "An epoch on MNIST beside the matrix products alone, TorchSharp's own loop and PyTorch (goal: 1.25 times the floor, 1.5 times as fast), and a fifth of "
            + "one of the convolutional VAE beside its convolutions alone. 4 minutes.",
            parsed => TrainingSpeedBenchmark.Run(parsed.GetRequiredValue(rounds)), rounds);
    }

    private static Command Endurance()
    {
        var minutes = Number("minutes", 60, "How long to train.");
        return Of("endurance", "Resident memory of a long training in one process (accepted: 3% growth from the first third of the time to the last).",
            parsed => EnduranceBenchmark.Train(parsed.GetRequiredValue(minutes)), minutes);
    }

    private static Command ManyCells()
    {
        var cells = Number("cells", 1000, "Cells to run, at least 10.");
        return Of("many-cells", "Resident memory and time of many cells in one notebook session.",
            parsed => EnduranceBenchmark.CellsAsync(parsed.GetRequiredValue(cells)).GetAwaiter().GetResult(), cells);
    }

    private static Command KernelSpeed()
    {
        var rounds = Number("rounds", 5, "How often each kernel is started and measured, in turns.");
        return Of("kernel-speed", "The Jupyter kernel beside ipykernel, through Jupyter's own client: start, cells, interrupts, completion, output. 40 s a round.",
            parsed => KernelSpeedBenchmark.Run(parsed.GetRequiredValue(rounds)), rounds);
    }

    private static Command CourseSpeed() => Of(
        "course-speed",
        "The whole course as `vae run` has it, beside one notebook after another in fresh processes (goal: 60% of that time). 3 minutes.",
        _ => CourseSpeedBenchmark.RunAsync().GetAwaiter().GetResult());

    private static Command Mutations()
    {
        var count = Number("count", 20_000, "Mutated notebooks, and mutated files of data sets and checkpoints together.");
        var seed = Number("seed", 1, "Seed of the first file.");
        return Of("mutations", "Damaged and hostile files: refused with the documented exception, or read as what they hold; time and memory of the worst.",
            parsed => MutationBenchmark.Run(parsed.GetRequiredValue(count), parsed.GetRequiredValue(seed)), count, seed);
    }

    private static Command SmallKernelSpeed()
    {
        var filter = new Argument<string>("filter") { Description = "Part of the name of a class or method; all when absent.", DefaultValueFactory = _ => "" };
        return Of("small-kernels", "Time and allocations of the small pieces, by BenchmarkDotNet: Adam, gradients, densities, digits, PNG, reading a notebook. 1 minute.",
            parsed => SmallKernels.Run(parsed.GetRequiredValue(filter)), filter);
    }

    private static Command Realism()
    {
        var images = Number("images", 60_000, "Generated images to train on.");
        var epochs = Number("epochs", 4, "Passes over them.");
        var seed = Number("seed", 1, "Seed of images, parameters and order.");
        var options = new Argument<string>("options") { Description = "How wild the digits are.", DefaultValueFactory = _ => "transfer" }
            .AcceptOnlyFromAmong("transfer", "readable");
        var sheet = new Argument<string?>("file") { Description = "PNG file for the real images that were read wrong.", Arity = ArgumentArity.ZeroOrOne };
        return Of(
            "realism",
            "How real StrokeDigits are: a small network learns from them alone and reads the MNIST test set (aim: 97%). 2 to 8 minutes.",
            parsed => RealismBenchmark.Run(
                parsed.GetRequiredValue(images),
                parsed.GetRequiredValue(epochs),
                (ulong)parsed.GetRequiredValue(seed),
                parsed.GetRequiredValue(options) == "readable" ? StrokeDigitsOptions.Readable : StrokeDigitsOptions.Transfer,
                parsed.GetValue(sheet)),
            images,
            epochs,
            seed,
            options,
            sheet);
    }

    private static Command StrokesSpeed()
    {
        var images = Number("images", 60_000, "Images to draw.");
        return Of("strokes-speed", "Time to draw StrokeDigits on all cores, three times (aim: 60,000 in under 5 s on two cores).",
            parsed => StrokeSpeedBenchmark.Run(parsed.GetRequiredValue(images)), images);
    }

    private static Command StrokesStatistics()
    {
        var images = Number("images", 10_000, "StrokeDigits to measure.");
        return Of("strokes-statistics", "Mass, slant, width, height and thickness of each digit: StrokeDigits beside MNIST.",
            parsed => ComparisonBenchmark.Run(parsed.GetRequiredValue(images)), images);
    }

    private static Command StrokesMixed()
    {
        var file = File("strokes-and-mnist.png");
        return Of("strokes-mixed", "A picture for the eye: 200 StrokeDigits and 200 real digits in random order. Can you tell which is which?",
            parsed => LookBenchmark.Mixed(parsed.GetRequiredValue(file)), file);
    }

    private static Command StrokesClasses()
    {
        var file = File("strokes-by-class.png");
        var first = new Argument<int>("first") { Description = "First digit.", DefaultValueFactory = _ => 0 };
        var digits = Number("digits", 10, "How many digits.");
        var rows = Number("rows", 2, "Rows for each digit.");
        return Of("strokes-classes", "A picture for the eye: digit by digit, generated on the left, real on the right.",
            parsed => LookBenchmark.Classes(
                parsed.GetRequiredValue(file), parsed.GetRequiredValue(first), parsed.GetRequiredValue(digits), parsed.GetRequiredValue(rows)),
            file, first, digits, rows);
    }

    private static Command StrokesPicture()
    {
        var file = File("stroke-digits.png");
        return Of("strokes-picture", "The picture of data/README.md: one row a digit.", parsed => LookBenchmark.Picture(parsed.GetRequiredValue(file)), file);
    }

    private static Command Of(string name, string measures, Action<ParseResult> run, params Argument[] arguments) =>
        Of(name, measures, parsed =>
        {
            run(parsed);
            return 0;
        }, arguments);

    private static Command Of(string name, string measures, Func<ParseResult, int> run, params Argument[] arguments)
    {
        var command = new Command(name, measures);
        Array.ForEach(arguments, command.Add);
        command.SetAction(run);
        return command;
    }

    private static Argument<string> File(string otherwise) =>
        new("file") { Description = "PNG file to write.", DefaultValueFactory = _ => otherwise };

    private static Argument<int> Number(string name, int otherwise, string description)
    {
        var argument = new Argument<int>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => int.TryParse(token.Value, out var number) && number < 1)) result.AddError($"{name} must be at least 1.");
        });
        return argument;
    }
}
