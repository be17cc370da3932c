using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>The same training in PyTorch, where a python3 of this machine has it.</summary>
internal static class TorchPeers
{
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];

    /// <summary>What was measured: nothing, and a sentence, where there is no PyTorch.</summary>
    public static IEnumerable<(string Name, double Seconds)> Measure(Tensor images)
    {
        if (Pythons.FirstOrDefault(python => Call(python, "-c", "import torch").Code == 0) is not { } found)
        {
            Console.WriteLine("PyTorch was not measured: python3 without torch (Debian: python3-torch libopenblas0).");
            return [];
        }

        var pixels = Path.GetTempFileName();
        try
        {
            using var bytes = (images * 255).round().to(ScalarType.Byte);
            File.WriteAllBytes(pixels, bytes.bytes.ToArray());
            var (code, output) = Call(found, Path.Combine(BenchmarkFiles.Folder("Training"), "torch_vae.py"), pixels);
            return code == 0 ? [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Row)] : throw new IOException($"torch_vae.py failed: {output}");
        }
        finally
        {
            File.Delete(pixels);
        }
    }

    private static (string Name, double Seconds) Row(string line)
    {
        var parts = line.Split('\t');
        return (parts[0], double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static (int Code, string Output) Call(string program, params string[] arguments)
    {
        try
        {
            var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            info.Environment["OMP_NUM_THREADS"] = "1";
            using var process = Process.Start(info)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, process.ExitCode == 0 ? output : errors.Result);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
