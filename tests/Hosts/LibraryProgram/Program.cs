using LibraryProgram;
using VaeNotebooks;

// A console program on the library, as a reader would write one. The tests kill it, stop it, and run it where nothing can be written.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true; // the end of the step comes first
    stop.Cancel();
};
try
{
    switch (args)
    {
        case ["train", var checkpoint, var epochs, var images]:
            Training.Run(checkpoint, int.Parse(epochs), int.Parse(images), stop.Token);
            break;
        case ["fetch", var address, var length, var sha256, var cache]:
            await Fetching.RunAsync(new Uri(address), long.Parse(length), sha256, cache, stop.Token);
            break;
        case ["large-tensors", var rounds]:
            LargeTensors.Run(int.Parse(rounds));
            break;
        default:
            throw new ArgumentException("Usage: train CHECKPOINT EPOCHS IMAGES | fetch ADDRESS LENGTH SHA256 CACHE | large-tensors ROUNDS");
    }

    return 0;
}
catch (OperationCanceledException)
{
    return 130;
}
catch (Exception error) when (error is CheckpointException or DatasetException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
