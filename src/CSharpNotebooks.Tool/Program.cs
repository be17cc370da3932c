using System.CommandLine;
using CSharpNotebooks;
using CSharpNotebooks.Jupyter;

const string Program = "csharp-notebooks";

var root = new RootCommand("C# notebooks in Jupyter and VS Code: a kernel on Roslyn.")
{
    KernelCommand.Create(new(Program, options => new CSharpSession(options))),
};
var examples = KernelCommand.Examples(Program);
HelpWithExamples.AddTo(root, new Dictionary<string, string> { [""] = examples, [KernelCommand.Verb] = examples });
return await new CommandRunner(Program, _ => false).RunAsync(root, args);
