using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// Where data sets are loaded to and models are built. The processor, unless the environment variable <c>VAE_DEVICE</c> says <c>cuda</c>; notebooks
/// need not say anything. Draws come from generators on the processor, so a seed means the same numbers on each device.
/// </summary>
public static class ComputeDevice
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "VAE_DEVICE";

    /// <summary>The device that <c>VAE_DEVICE</c> names.</summary>
    /// <exception cref="PlatformNotSupportedException">It is not there, or none has this name; the message says what to do.</exception>
    public static Device Current => Find(Environment.GetEnvironmentVariable(Variable));

    /// <summary>A device by name.</summary>
    /// <param name="name"><c>cpu</c> or <c>cuda</c>; null or empty for the processor.</param>
    /// <exception cref="PlatformNotSupportedException">As for <see cref="Current"/>.</exception>
    public static Device Find(string? name) => name switch
    {
        null or "" or "cpu" => CPU,
        "cuda" when cuda.is_available() => CUDA,
        "cuda" => throw new PlatformNotSupportedException(
            "There is no CUDA device that Torch can use here. Remedy: a machine with an NVIDIA GPU and its driver, and a CUDA build of libtorch "
            + "(package TorchSharp-cuda-linux or TorchSharp-cuda-windows in place of TorchSharp-cpu); or leave the device out: the course is made for a processor."),
        _ => throw new PlatformNotSupportedException($"'{name}' is no device. Remedy: say cpu or cuda."),
    };
}
