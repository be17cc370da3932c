using System.Text.Json;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>A checkpoint could not be used. The message names the file, what is wrong and what to do.</summary>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The state of a training at the end of an epoch as a safetensors file: <c>model.*</c>, <c>adam.mean.*</c>, <c>adam.square.*</c> and <c>generator</c>,
/// with the options, the step count and the records as metadata. The shuffling is drawn from the generator at the start of an epoch, so its
/// state is the position.
/// </summary>
internal static class Checkpoint
{
    public static void Save(string path, nn.Module model, Trainer trainer)
    {
        using var scope = NewDisposeScope();
        var metadata = new Dictionary<string, string>
        {
            ["options"] = Fingerprint(trainer.Options),
            ["steps"] = JsonSerializer.Serialize(trainer.Optimizer.StepCount),
            ["records"] = JsonSerializer.Serialize(trainer.Records),
        };
        SafeTensors.Save(path, Tensors(model, trainer), metadata);
    }

    /// <summary>Fills model, optimiser and generator; returns the records. Checks everything before it changes anything.</summary>
    public static List<EpochRecord> Restore(string path, nn.Module model, Trainer trainer)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (stored, metadata) = Read(path);
        var targets = Tensors(model, trainer);
        RequireSameOptions(path, metadata.GetValueOrDefault("options", ""), trainer.Options);
        RequireSameTensors(path, stored, targets);
        var (steps, records) = (JsonSerializer.Deserialize<long>(metadata["steps"]), JsonSerializer.Deserialize<List<EpochRecord>>(metadata["records"])!);
        foreach (var (name, target) in targets.Where(pair => pair.Key != "generator")) target.copy_(stored[name]);
        trainer.Randomness.set_state(stored["generator"]);
        trainer.Optimizer.StepCount = steps;
        return records;
    }

    private static Dictionary<string, Tensor> Tensors(nn.Module model, Trainer trainer)
    {
        var tensors = model.state_dict().ToDictionary(pair => $"model.{pair.Key}", pair => pair.Value);
        foreach (var (name, mean, square) in trainer.Optimizer.State)
        {
            tensors[$"adam.mean.{name}"] = mean;
            tensors[$"adam.square.{name}"] = square;
        }

        tensors["generator"] = trainer.Randomness.get_state();
        return tensors;
    }

    private static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Read(string path)
    {
        try
        {
            return SafeTensors.Load(path, requireHash: true);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            var remedy = File.Exists(path + ".previous")
                ? $"restore '{path}.previous', the checkpoint before it, and go on: the numbers will be the same, one epoch is trained again."
                : "restore from a sound file, or train from the start.";
            throw new CheckpointException($"The checkpoint '{path}' cannot be read: {e.Message} Remedy: {remedy}", e);
        }
    }

    /// <summary>The options that decide the numbers: all but how long to train and where to write.</summary>
    private static string Fingerprint(TrainerOptions options) => JsonSerializer.Serialize(options with { Epochs = 1, CheckpointPath = null });

    private static void RequireSameOptions(string path, string stored, TrainerOptions options)
    {
        if (stored == Fingerprint(options)) return;
        throw new CheckpointException(
            $"The checkpoint '{path}' was written with the options {stored}, but this trainer has {Fingerprint(options)}. "
            + "Remedy: use the same options; only Epochs and CheckpointPath may differ.");
    }

    private static void RequireSameTensors(string path, Dictionary<string, Tensor> stored, Dictionary<string, Tensor> targets)
    {
        foreach (var name in targets.Keys.Union(stored.Keys))
        {
            var (found, expected) = (stored.GetValueOrDefault(name), targets.GetValueOrDefault(name));
            if (found is not null && expected is not null && found.dtype == expected.dtype && found.shape.AsSpan().SequenceEqual(expected.shape)) continue;
            throw new CheckpointException(
                $"The checkpoint '{path}' is of another model: '{name}' is {Text(found)} there and {Text(expected)} here. "
                + "Remedy: build the model with the options it was trained with.");
        }
    }

    private static string Text(Tensor? tensor) => tensor is null ? "absent" : $"{tensor.dtype} {Shapes.Text(tensor)}";
}
