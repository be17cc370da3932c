using TorchSharp;

namespace VaeNotebooks.Tests;

/// <summary>Tensors created and not disposed by the calling thread; the process-wide count would see other tests.</summary>
internal static class LiveTensors
{
    public static long OnThisThread => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
}
