using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>The numbers of a tensor as memory, for arithmetic that is done here and not by libtorch.</summary>
internal static class FloatMemory
{
    /// <summary>Whether the tensor is float32, on the processor and in one piece.</summary>
    public static bool Has(Tensor tensor) =>
        tensor.dtype == ScalarType.Float32 && tensor.device_type == TorchSharp.DeviceType.CPU && tensor.is_contiguous();

    /// <summary>The tensor's own memory; the tensor must outlive it.</summary>
    public static Span<float> Of(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
