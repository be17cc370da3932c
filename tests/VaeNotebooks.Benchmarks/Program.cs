using VaeNotebooks;
using VaeNotebooks.Benchmarks;

// Measurements, run by hand. Without arguments: what there is, and what each measures. Exit code 1: not as expected, 2: wrong usage.
var parsed = Catalogue.Create().Parse(args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine(string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message)));
    Console.Error.WriteLine("Without arguments the benchmarks are listed; `NAME --help` explains one.");
    return 2;
}

try
{
    return parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception error) when (error is DatasetException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
