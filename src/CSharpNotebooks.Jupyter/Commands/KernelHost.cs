namespace CSharpNotebooks.Jupyter;

/// <summary>A program that is also a Jupyter kernel.</summary>
/// <param name="Program">Its command name.</param>
/// <param name="CreateSession">Makes the session that a notebook's cells run in.</param>
public sealed record KernelHost(string Program, Func<SessionOptions, CSharpSession> CreateSession)
{
    /// <summary>Variables that its kernels start with, unless the user gives them other values.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
