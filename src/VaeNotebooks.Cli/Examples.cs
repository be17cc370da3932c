namespace VaeNotebooks.Cli;

/// <summary>Examples that teach, below each verb's help.</summary>
internal static class Examples
{
    private const string OfRun = """
          vae run                                    the whole course; then open artifacts/book/index.html
          vae run 04                                 one notebook, by number, name or path
          vae run 04 --set epochs=20 --set seed=2    with other parameters
          vae run 04 05 --set dataset=mnist          on the real MNIST (downloaded once; see `vae data`)
          vae run --solutions                        with every exercise solved
          vae run 03 --save                          and keep the outputs in notebooks/03-...ipynb
        """;

    private const string ExitCodes = "Exit code: 0 when all passed, 1 when a notebook or a number failed, 2 for wrong usage, 130 when interrupted.";

    public static IReadOnlyDictionary<string, string> ByVerb { get; } = new Dictionary<string, string>
    {
        [""] = $"{OfRun}{Environment.NewLine}{Environment.NewLine}{ExitCodes}",
        ["run"] = OfRun,
        ["check"] = """
              vae check           runs everything again; says cell by cell what differs from the stored outputs
              vae check 02        one notebook
            """,
        ["measure"] = """
              vae measure 04                      the numbers of notebook 04 over seeds 1 to 5, into notebooks/expected.json
              vae measure 04 --seeds 1,2,3,4,5,6,7,8
            """,
        ["clean"] = """
              vae clean                           before a commit: one form for ids, keys and indents
              vae clean 04 --outputs              and without outputs
            """,
        ["data"] = """
              vae data list                       which sets there are, and where they come from
              vae data fetch mnist                download, with the checksum verified
              vae data fetch mnist --from /media/usb/mnist    from a folder instead
            """,
        [KernelCommand.Verb] = KernelCommand.Examples(CommandLine.Program),
    };
}
