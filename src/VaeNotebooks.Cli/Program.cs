using System.CommandLine;
using VaeNotebooks.Cli;

var root = new RootCommand("The VaeNotebooks course on variational autoencoders: runs, checks and publishes its notebooks.")
{
    RunCommand.Create(),
    CheckCommand.Create(),
    MeasureCommand.Create(),
    CleanCommand.Create(),
    DataCommand.Create(),
    WorkerCommandLine.Create(),
};

return await CommandLine.RunAsync(root, args);
