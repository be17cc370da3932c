using VaeNotebooks;

namespace LibraryProgram;

/// <summary>Trains a small model on StrokeDigits, from its checkpoint where there is one, and says each step and each finished epoch.</summary>
internal static class Training
{
    public static void Run(string checkpoint, int epochs, int images, CancellationToken stop)
    {
        using var digits = Datasets.Load("strokes", trainCount: images, testCount: 20);
        using var model = new MlpVae(new MlpVaeOptions { HiddenSizes = [64], LatentSize = 2 }, seed: 1);
        var options = new TrainerOptions { Epochs = epochs, BatchSize = 20, DynamicBinarization = true, WarmUpEpochs = 20, CheckpointPath = checkpoint };
        using var trainer = new Trainer(model, options);
        if (File.Exists(checkpoint)) Console.Out.WriteLine(trainer.Restore(checkpoint));
        trainer.Fit(digits.Train, digits.Test, Say, step => Console.Out.WriteLine($"step {step.Step} of epoch {step.Epoch}"), stop);
    }

    private static void Say(EpochRecord record) => Console.Out.WriteLine($"epoch {record.Epoch}");
}
