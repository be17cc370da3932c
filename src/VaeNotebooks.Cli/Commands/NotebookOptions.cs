using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace VaeNotebooks.Cli;

/// <summary>The arguments and options that run, check and measure share.</summary>
internal sealed class NotebookOptions
{
    public Argument<string[]> Notebooks { get; } = new("NOTEBOOK")
    {
        Description = "Notebooks by number (04), name (04-first-vae) or path. All of the course when none is given.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public Option<Dictionary<string, string>> Set { get; } = AssignmentsOption.Create(
        "--set", "name=value", "Sets a parameter, as name=value; may be repeated. Notebooks that lack the parameter keep their defaults.");

    public Option<int?> Jobs { get; } = new("--jobs", "-j")
    {
        Description = "How many notebooks run at a time; each uses one core. Default: the number of cores.",
        HelpName = "N",
        CustomParser = ParseJobs,
    };

    public Option<TimeSpan?> Timeout { get; } = Duration("--timeout", "The longest a notebook may run: 90s, 10m, 2h. Default: 10m.");

    public Option<TimeSpan?> CellTimeout { get; } = Duration("--cell-timeout", "The longest one cell may run. Default: as long as its notebook may.");

    public Option<string> Device { get; } = new Option<string>("--device")
    {
        Description = "Where data and models of the course live: cpu, or cuda where a CUDA build of libtorch and a GPU are. Default: cpu.",
        HelpName = "name",
    }.AcceptOnlyFromAmong("cpu", "cuda");

    public void AddTo(Command command, bool withParameters = true)
    {
        command.Add(Notebooks);
        if (withParameters)
        {
            command.Add(Set);
        }

        foreach (var option in new Option[] { Jobs, Timeout, CellTimeout, Device })
        {
            command.Add(option);
        }
    }

    public RunSettings Settings(ParseResult parsed)
    {
        Choose(parsed.GetValue(Device));
        return new(parsed.GetValue(Timeout) ?? TimeSpan.FromMinutes(10), parsed.GetValue(CellTimeout), parsed.GetValue(Jobs) ?? Environment.ProcessorCount);
    }

    /// <summary>The notebooks' processes inherit the choice.</summary>
    private static void Choose(string? device)
    {
        if (device is null)
        {
            return;
        }

        try
        {
            ComputeDevice.Find(device);
            Environment.SetEnvironmentVariable(ComputeDevice.Variable, device);
        }
        catch (PlatformNotSupportedException error)
        {
            throw new UsageException(error.Message);
        }
    }

    private static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = ParseDuration,
    };

    private static TimeSpan? ParseDuration(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        var unit = text.TrimStart("0123456789.".ToCharArray());
        var seconds = unit switch { "" or "s" => 1, "ms" => 0.001, "m" or "min" => 60, "h" => 3600, _ => double.NaN };
        var isNumber = double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        if (isNumber && number * seconds is > 0 and <= 20 * 24 * 3600)
        {
            return TimeSpan.FromSeconds(number * seconds);
        }

        result.AddError($"'{text}' is not a time. Write 90s, 10m or 2h (at most 20 days).");
        return null;
    }

    private static int? ParseJobs(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs) || jobs < 1)
        {
            result.AddError($"--jobs must be 1 or more, not '{text}'.");
        }

        return jobs;
    }
}
