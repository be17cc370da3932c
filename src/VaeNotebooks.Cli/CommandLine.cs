using System.CommandLine;

namespace VaeNotebooks.Cli;

/// <summary>The command line of `vae`: its default verb, its examples, its errors.</summary>
internal static class CommandLine
{
    public const string Program = "vae";

    private static readonly string[] OfRoot = ["-h", "--help", "-?", "/?", "/h", "--version"];

    public static Task<int> RunAsync(RootCommand root, string[] args)
    {
        HelpWithExamples.AddTo(root, Examples.ByVerb);
        return new CommandRunner(Program, error => error is DatasetException).RunAsync(root, WithDefaultVerb(root, args));
    }

    /// <summary>What starts with no verb is meant for `run`: nothing at all, an option, or a notebook.</summary>
    private static string[] WithDefaultVerb(RootCommand root, string[] args) =>
        args is [var first, ..] && (OfRoot.Contains(first) || root.Subcommands.Any(verb => verb.Name == first)) ? args : ["run", .. args];
}
