using BenchmarkDotNet.Attributes;
using CSharpNotebooks;

namespace VaeNotebooks.Benchmarks;

/// <summary>What the engine does with a file of the course before the first cell runs.</summary>
public class NotebookKernels
{
    private static readonly string File = BenchmarkFiles.Notebook("04-first-vae.ipynb");

    [Benchmark(Description = "Notebook 4, read from its file")]
    public NotebookDocument Load() => NotebookDocument.Load(File);
}
