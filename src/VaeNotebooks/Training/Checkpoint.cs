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
    private const string Remedy = "Remedy: restore from a sound file, or train from the start.";

    /// <summary>The file is written whole or not at all, and never with a parameter that is not finite.</summary>
    public static void Save(string path, nn.Module model, Trainer trainer)
    {
        using var scope = NewDisposeScope();
        RequireFinite(path, model, trainer);
        var metadata = new Dictionary<string, string>
        {
            ["options"] = Fingerprint(trainer.Options),
            ["steps"] = JsonSerializer.Serialize(trainer.Optimizer.StepCount),
            ["records"] = JsonSerializer.Serialize(trainer.Records),
        };
        try
        {
            SafeTensors.Save(path, Tensors(model, trainer), metadata);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"The checkpoint '{path}' could not be written: {e.Message.TrimEnd('.')}. The one before it is untouched, and the trainer still holds all of its epochs. "
                + "Remedy: free some room, or allow writing in that folder, and call Fit again to go on, or Save with another path.", e);
        }
    }

    /// <summary>Fills model, optimiser and generator. Checks everything before it changes anything.</summary>
    public static (RestoredFrom From, List<EpochRecord> Records) Restore(string path, nn.Module model, Trainer trainer)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (from, stored, metadata) = ReadSound(path);
        var targets = Tensors(model, trainer);
        RequireSameOptions(from.Path, metadata.GetValueOrDefault("options", ""), trainer.Options);
        RequireSameTensors(from.Path, stored, targets);
        var (steps, records) = Progress(from.Path, metadata);
        RequireGeneratorState(from.Path, stored["generator"]);
        foreach (var (name, target) in targets.Where(pair => pair.Key != "generator")) target.copy_(stored[name]);
        trainer.Randomness.set_state(stored["generator"]);
        trainer.Optimizer.StepCount = steps;
        return (from, records);
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

    private static (RestoredFrom From, Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) ReadSound(string path)
    {
        var previous = path + SafeTensors.PreviousSuffix;
        try
        {
            var (tensors, metadata) = SafeTensors.Load(path, requireHash: true);
            return (new RestoredFrom.Newest(path), tensors, metadata);
        }
        catch (Exception e) when (IsDamage(e) && !File.Exists(previous))
        {
            throw new CheckpointException($"{Complaint(path, e)} {Remedy}", e);
        }
        catch (Exception e) when (IsDamage(e))
        {
            return ReadPrevious(previous, Complaint(path, e));
        }
    }

    private static (RestoredFrom, Dictionary<string, Tensor>, Dictionary<string, string>) ReadPrevious(string previous, string damage)
    {
        try
        {
            var (tensors, metadata) = SafeTensors.Load(previous, requireHash: true);
            return (new RestoredFrom.Previous(previous, damage), tensors, metadata);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new CheckpointException($"{damage} Nor can the one before it. {Complaint(previous, e)} {Remedy}", e);
        }
    }

    // The checksum says that the file is as it was written, not that this program wrote it.
    private static (long Steps, List<EpochRecord> Records) Progress(string path, Dictionary<string, string> metadata)
    {
        try
        {
            var records = JsonSerializer.Deserialize<List<EpochRecord?>>(metadata["records"]) ?? [];
            return (JsonSerializer.Deserialize<long>(metadata["steps"]), [.. records.Select(record => record ?? throw new JsonException("a record is missing"))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException)
        {
            throw new CheckpointException($"The checkpoint '{path}' does not say how far it is: {e.Message.TrimEnd('.')}. {Remedy}", e);
        }
    }

    private static void RequireGeneratorState(string path, Tensor state)
    {
        if (GeneratorState.IsSound(state.bytes)) return;
        throw new CheckpointException($"The checkpoint '{path}' holds no state of a random number generator. {Remedy}");
    }

    private static bool IsDamage(Exception e) => e is IOException or InvalidDataException or UnauthorizedAccessException;

    private static string Complaint(string path, Exception e) => $"The checkpoint '{path}' cannot be read: {e.Message.TrimEnd('.')}.";

    // Buffers are the model's own affair: a mask may hold minus infinity.
    private static void RequireFinite(string path, nn.Module model, Trainer trainer)
    {
        var parameters = model.named_parameters().Select(entry => (Name: $"parameter '{entry.name}'", (Tensor)entry.parameter));
        var state = trainer.Optimizer.State.SelectMany(slot => ((string, Tensor)[])
            [($"mean gradient of '{slot.Name}'", slot.Mean), ($"mean squared gradient of '{slot.Name}'", slot.Square)]);
        foreach (var (name, tensor) in parameters.Concat(state))
        {
            if (FiniteNumbers.Only(tensor)) continue;
            throw new CheckpointException(
                $"The checkpoint '{path}' was not written: the {name} holds numbers that are not finite. The one before it is untouched. "
                + "Remedy: restore that one, or train anew with a lower learning rate.");
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
