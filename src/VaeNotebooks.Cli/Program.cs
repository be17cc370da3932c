using System.CommandLine;
using VaeNotebooks;
using VaeNotebooks.Cli;

// A relative folder is meant from where the user types; the notebooks run elsewhere, in processes that inherit this.
Environment.SetEnvironmentVariable(Datasets.DataFolderVariable, Datasets.DataFolder);

var root = new RootCommand("The VaeNotebooks course on variational autoencoders: runs, checks and publishes its notebooks.")
{
    RunCommand.Create(),
    CheckCommand.Create(),
    MeasureCommand.Create(),
    CleanCommand.Create(),
    DataCommand.Create(),
    KernelCommand.Create(HostSession.AsKernel),
    WorkerCommandLine.Create(),
};

return await CommandLine.RunAsync(root, args);
