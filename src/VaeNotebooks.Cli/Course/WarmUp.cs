using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>What a worker does while it waits for its notebook: Torch is loaded, and a chart drawn by a cell. It shows nothing, and draws no random number.</summary>
internal static class WarmUp
{
    private const string FirstChart = """
        using VaeNotebooks;
        using TorchSharp;
        using static TorchSharp.torch;
        NativeLibraries.Load();
        var threads = torch.get_num_threads();
        double[] values = [1, 2];
        var chart = Charts.Lines($"{threads}", "x", "y", [new Series("warm-up", values, values.Select(value => 2 * value).ToArray())]);
        display(chart);
        """;

    /// <summary>Its cell keeps what the compiler has learnt of the libraries, for the notebook's cells to use.</summary>
    private static CSharpSession? s_session;

    public static async Task RunAsync()
    {
        s_session = HostSession.Create(Environment.CurrentDirectory);
        await s_session.ExecuteAsync(FirstChart, cellNumber: 1, _ => { });
    }
}
