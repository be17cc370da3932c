namespace VaeNotebooks.Cli;

/// <summary>How notebooks are run, from the command line.</summary>
internal sealed record RunSettings(TimeSpan Timeout, TimeSpan? CellTimeout, int Jobs);
