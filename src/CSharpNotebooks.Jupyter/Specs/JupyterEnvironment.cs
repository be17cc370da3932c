namespace CSharpNotebooks.Jupyter;

/// <summary>The systems that Jupyter has path rules for.</summary>
internal enum JupyterPlatform
{
    Linux,
    MacOS,
    Windows,
}

/// <summary>What Jupyter's folders depend on.</summary>
internal sealed record JupyterEnvironment(JupyterPlatform Platform, string Home, Func<string, string?> Variable)
{
    /// <summary>This machine and user. Variables are read when asked for.</summary>
    public static JupyterEnvironment Current { get; } = new(
        OperatingSystem.IsWindows() ? JupyterPlatform.Windows : OperatingSystem.IsMacOS() ? JupyterPlatform.MacOS : JupyterPlatform.Linux,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
        Environment.GetEnvironmentVariable);

    /// <summary>A variable's folder, or no folders where it is unset or empty, which mean the same to Jupyter.</summary>
    public IEnumerable<string> Folder(string variable, params string[] below) =>
        Variable(variable) is { Length: > 0 } folder ? [Path.Combine([folder, .. below])] : [];
}
