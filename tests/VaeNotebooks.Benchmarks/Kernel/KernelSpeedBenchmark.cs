using System.Diagnostics;

namespace VaeNotebooks.Benchmarks;

/// <summary>
/// The Jupyter kernel beside ipykernel, with Jupyter's own client: start, first cell, round trips, interrupts, completion, output. A goal for each: ready
/// within 1.5 times ipykernel, first cell 150 ms after that, an empty cell 10 ms, an interrupt 1 s, a warm completion 200 ms, lines as fast as ipykernel.
/// </summary>
internal static class KernelSpeedBenchmark
{
    private const string Kernel = "vae-benchmark";
    private const string Script = "kernel_speed.py";
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];
    private static readonly string[] JupyterFolders = ["JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"];

    /// <summary>Returns 0 when all goals are met.</summary>
    public static int Run(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("vae-kernel-speed-");
        try
        {
            if (Pythons.FirstOrDefault(HasJupyter) is not { } python)
            {
                Console.Error.WriteLine("Nothing was measured: python3 with jupyter_client and ipykernel is missing (Debian: jupyter-client python3-ipykernel).");
                return 1;
            }

            var install = Call("dotnet", folder, BenchmarkFiles.VaeCommand, "kernel", "install", "--name", Kernel);
            return install == 0 ? Call(python, folder, Path.Combine(BenchmarkFiles.Folder("Kernel"), Script), Kernel, $"{rounds}") : install;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool HasJupyter(string python)
    {
        try
        {
            var info = new ProcessStartInfo(python, ["-c", "import jupyter_client, ipykernel"]) { RedirectStandardError = true };
            using var process = Process.Start(info)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static int Call(string program, DirectoryInfo folder, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments);
        foreach (var setting in JupyterFolders)
        {
            info.Environment[setting] = folder.FullName; // nothing of the user's own: neither settings nor other kernels
        }

        info.Environment["PYTHONWARNINGS"] = "ignore";
        info.Environment["PYDEVD_DISABLE_FILE_VALIDATION"] = "1";
        using var process = Process.Start(info)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
