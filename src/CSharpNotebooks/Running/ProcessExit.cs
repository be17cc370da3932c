namespace CSharpNotebooks;

/// <summary>Exit codes in words. On Unix .NET reports a death by signal as 128 + its number; Windows reports an NTSTATUS.</summary>
internal static class ProcessExit
{
    /// <param name="code">The exit code.</param>
    /// <param name="ownOutput">What the runtime wrote as it died; it knows more than the code.</param>
    public static string Describe(int code, string ownOutput) => code switch
    {
        _ when ownOutput.Contains("Stack overflow.", StringComparison.Ordinal) => "stack overflow",
        _ when ownOutput.Contains("Out of memory.", StringComparison.Ordinal) => "out of memory",
        0 => "exit code 0 before the end of the notebook (Environment.Exit?)",
        134 => "aborted (SIGABRT): a native library gave up, or Environment.FailFast",
        135 => "bus error (SIGBUS)",
        136 => "arithmetic error (SIGFPE)",
        137 => "killed (SIGKILL): perhaps the machine ran out of memory",
        139 => "segmentation fault (SIGSEGV): native code touched memory that is not its own",
        143 => "terminated (SIGTERM)",
        unchecked((int)0xC0000005) => "access violation: native code touched memory that is not its own",
        unchecked((int)0xC00000FD) => "stack overflow",
        unchecked((int)0xC0000409) => "aborted: a native library gave up, or Environment.FailFast",
        unchecked((int)0xE0434352) => "an exception that nothing caught",
        _ => $"exit code {code} before the end of the notebook",
    };
}
