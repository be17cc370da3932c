using System.Runtime.InteropServices;

namespace CSharpNotebooks.Jupyter;

/// <summary>One running kernel: a C# session that a Jupyter front end drives over the wire protocol 5.3.</summary>
public static class JupyterKernel
{
    /// <summary>Serves the front end that wrote the connection file, until it asks for a shutdown or its process has gone.</summary>
    /// <param name="connectionFile">The JSON file with ports and key that every Jupyter front end hands to its kernels.</param>
    /// <param name="createSession">Makes the session that cells run in, from the options that the kernel fills in (working directory, input).</param>
    /// <param name="stop">Ends the kernel in an orderly way.</param>
    /// <exception cref="InvalidDataException">The file is no connection file.</exception>
    /// <exception cref="IOException">The file cannot be read, or a port is taken.</exception>
    public static async Task RunAsync(string connectionFile, Func<SessionOptions, CSharpSession> createSession, CancellationToken stop)
    {
        var connection = ConnectionFile.Read(connectionFile);
        var input = new FrontEndInput();
        var session = Task.Run(() => createSession(new SessionOptions { Input = input }), stop);
        _ = CSharpSession.WarmUpAsync();
        await using var kernel = new KernelServer(connection, session, input);
        using var interrupt = On(PosixSignal.SIGINT, kernel.Interrupt);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var terminate = On(PosixSignal.SIGTERM, () => _ = ending.CancelAsync());
        using var quit = On(PosixSignal.SIGQUIT, () => _ = ending.CancelAsync());
        kernel.Start();
        await Task.WhenAny(kernel.ShutdownRequested, ParentWatch.EndedAsync(ending.Token)).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
    }

    private static PosixSignalRegistration On(PosixSignal signal, Action act) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        act();
    });
}
