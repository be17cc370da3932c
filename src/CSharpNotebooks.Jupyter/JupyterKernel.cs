namespace CSharpNotebooks.Jupyter;

/// <summary>One running kernel: a C# session that a Jupyter front end drives over the wire protocol 5.3.</summary>
public static class JupyterKernel
{
    /// <summary>Serves the front end that wrote the connection file, until it asks for a shutdown or its process has gone.</summary>
    /// <param name="connectionFile">The JSON file with ports and key that every Jupyter front end hands to its kernels.</param>
    /// <param name="createSession">Makes the session that cells run in, from the options that the kernel fills in (working directory, input).</param>
    /// <param name="stop">Ends the kernel in an orderly way.</param>
    public static Task RunAsync(string connectionFile, Func<SessionOptions, CSharpSession> createSession, CancellationToken stop) =>
        throw new NotImplementedException();
}
