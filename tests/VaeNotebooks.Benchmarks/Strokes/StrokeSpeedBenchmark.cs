using System.Diagnostics;

namespace VaeNotebooks.Benchmarks;

/// <summary>Time to draw 60,000 StrokeDigits on all cores, compilation excluded by a small first run.</summary>
internal static class StrokeSpeedBenchmark
{
    public static void Run(int images)
    {
        StrokeDigits.Generate(2000, seed: 9);
        for (int run = 0; run < 3; run++)
        {
            var clock = Stopwatch.StartNew();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            StrokeDigits.Generate(images, seed: 1);
            cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            Console.WriteLine($"{images} images on {Environment.ProcessorCount} cores: {clock.Elapsed.TotalSeconds:F2} s, "
                + $"{cpu.TotalMicroseconds / images:F1} microseconds of processor an image");
        }
    }
}
