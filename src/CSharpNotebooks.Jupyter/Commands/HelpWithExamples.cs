using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CSharpNotebooks.Jupyter;

/// <summary>The usual help, and below it examples that teach.</summary>
public sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _help;
    private readonly IReadOnlyDictionary<string, string> _examples;

    private HelpWithExamples(HelpAction help, IReadOnlyDictionary<string, string> examples) => (_help, _examples) = (help, examples);

    /// <summary>Puts examples below a program's help.</summary>
    /// <param name="root">The program.</param>
    /// <param name="examples">By the name of the verb, "" for the program itself. A verb below another has that one's where it has none.</param>
    public static void AddTo(RootCommand root, IReadOnlyDictionary<string, string> examples)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, examples);
    }

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        var result = _help.Invoke(parseResult);
        if (Names(parseResult.CommandResult.Command).FirstOrDefault(_examples.ContainsKey) is { } name)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"Examples:{Environment.NewLine}{_examples[name]}{Environment.NewLine}");
        }

        return result;
    }

    private static IEnumerable<string> Names(Command command) => command is RootCommand
        ? [""]
        : command.Parents.OfType<Command>().Where(parent => parent is not RootCommand).SelectMany(Names).Prepend(command.Name);
}
