using System.Globalization;
using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>
/// MIG per factor of a plain VAE, a beta-VAE and a beta-TCVAE, mean and standard deviation over seeds. Each epoch leaves a checkpoint and each finished training a
/// line in a file, so that a run that was stopped goes on where it was.
/// </summary>
internal sealed class DisentanglementBenchmark(DisentanglementProtocol protocol, int seeds, string folder)
{
    private const ulong MeasurementSeed = 1000;

    private static readonly string[] Scores = ["MIG", "SAP", "D", "C", "I", "ELBO", "Rate", "TC"];

    private string Results => Path.Combine(folder, $"disentanglement-{protocol.Name}.tsv");

    public void Run()
    {
        set_num_threads(1);
        Directory.CreateDirectory(folder);
        Console.WriteLine(protocol.Text);
        using var train = protocol.Draw(protocol.TrainCount, 1).ToDataset("train");
        var tests = protocol.Draw(protocol.TestCount, 2);
        using var test = tests.ToDataset("test");
        var done = File.Exists(Results) ? File.ReadAllLines(Results).Select(DisentanglementRow.Parse).ToList() : [];
        for (var seed = 1; seed <= seeds; seed++)
        {
            foreach (var objective in protocol.Objectives.Where(objective => !done.Any(row => row.Objective == objective.Name && row.Seed == seed)))
            {
                done.Add(Train(objective, seed, train.Images, test.Images, Factor.Of(tests)));
                File.AppendAllText(Results, done[^1] + "\n");
                Console.WriteLine(done[^1]);
            }
        }

        Report([.. done.Where(row => row.Seed <= seeds)], Factor.Of(tests));
    }

    private DisentanglementRow Train(DisentanglementObjective objective, int seed, Tensor train, Tensor test, IReadOnlyList<Factor> factors)
    {
        using var scope = NewDisposeScope();
        var checkpoint = Path.Combine(folder, $"disentanglement-{protocol.Name}-{objective.Name}-{seed}.checkpoint");
        using var model = new MlpVae(protocol.Model, seed);
        var options = protocol.Training with { Seed = seed, CheckpointPath = checkpoint, Beta = objective.Beta };
        using var trainer = objective.TotalCorrelation == 1
            ? new Trainer(model, options)
            : new Trainer(model, Bounds.TotalCorrelation(model, train.shape[0], objective.TotalCorrelation), options);
        if (File.Exists(checkpoint)) trainer.Restore(checkpoint);
        trainer.Fit(train, test[..250]); // its records are not used, and of M images the total correlation costs M^2
        foreach (var file in Directory.EnumerateFiles(folder, Path.GetFileName(checkpoint) + "*")) File.Delete(file);
        return Measure(objective.Name, seed, model, test, factors);
    }

    private static DisentanglementRow Measure(string objective, int seed, MlpVae model, Tensor test, IReadOnlyList<Factor> factors)
    {
        using var generator = new Generator(MeasurementSeed);
        var posterior = Evaluation.Encode(model, test);
        var codes = posterior.Sample(generator);
        var mig = Disentanglement.MutualInformationGap(codes, factors);
        var dci = Disentanglement.Dci(codes, factors);
        var elbo = Evaluation.MeanElbo(model, test, LatentChoice.Sampled, generator);
        var split = Evaluation.SplitRate(posterior, generator);
        double[] scores =
        [
            mig.Mean, Disentanglement.SeparatedPredictability(codes, factors).Mean, dci.Disentanglement, dci.Completeness, dci.Informativeness, elbo.Elbo, elbo.Rate,
            split.TotalCorrelation,
        ];
        return new(objective, seed, [.. scores, .. mig.Gaps]);
    }

    private void Report(IReadOnlyList<DisentanglementRow> rows, IReadOnlyList<Factor> factors)
    {
        Console.WriteLine($"\nmean and standard deviation over {rows.Max(row => row.Seed)} seeds; the factors' columns are their MIG");
        string[] columns = [.. Scores, .. factors.Select(factor => factor.Name)];
        Console.WriteLine("objective".PadRight(16) + string.Concat(columns.Select(name => name.PadLeft(16))));
        foreach (var objective in protocol.Objectives)
        {
            double[][] values = [.. rows.Where(row => row.Objective == objective.Name).Select(row => row.Values)];
            var cells = columns.Select((_, i) => Summary([.. values.Select(row => row[i])]).PadLeft(16));
            Console.WriteLine(objective.Name.PadRight(16) + string.Concat(cells));
        }
    }

    private static string Summary(double[] values)
    {
        var mean = values.Average();
        var deviation = values.Length < 2 ? 0 : Math.Sqrt(values.Sum(value => Math.Pow(value - mean, 2)) / (values.Length - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{mean:F3} +- {deviation:F3}");
    }
}
