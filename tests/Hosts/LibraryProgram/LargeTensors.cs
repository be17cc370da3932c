using VaeNotebooks;
using static TorchSharp.torch;

namespace LibraryProgram;

/// <summary>Makes and frees large tensors, as the density of a mixture of thousands does, and says what memory stayed: on the main thread, whose heap can only end at its top.</summary>
internal static class LargeTensors
{
    public static void Run(int rounds)
    {
        NativeLibraries.Load();
        set_num_threads(1);
        using var _ = no_grad();
        using var mean = zeros(4000, 10);
        using var z = randn(4000, 10);
        var before = 0L;
        for (var i = 0; i <= rounds; i++)
        {
            using (NewDisposeScope()) Mixture(z.narrow(0, i % 80 * 50, 50), mean);
            if (i == 0) before = Environment.WorkingSet;
        }

        Console.WriteLine((Environment.WorkingSet - before) / 1048576);
    }

    private static void Mixture(Tensor rows, Tensor mean)
    {
        var each = rows.unsqueeze(-2).expand(50, 4000, 10);
        var perUnit = Densities.GaussianLogDensityPerUnit(each, mean, mean); // 8 MB
        perUnit.sum(-1).logsumexp(-1);
        (perUnit + 1).logsumexp(-2).sum(-1);
    }
}
