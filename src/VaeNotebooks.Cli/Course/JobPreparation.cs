using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>From paths to jobs: every notebook is read, and its parameters and solutions put in, before the first one runs.</summary>
internal static class JobPreparation
{
    /// <exception cref="UsageException">Two notebooks of one name, a parameter that no notebook has, a value of the wrong type, a solution that is
    /// missing.</exception>
    /// <exception cref="NotebookFormatException">A file is not a notebook.</exception>
    public static IReadOnlyList<NotebookJob> Prepare(IReadOnlyList<string> paths, IReadOnlyDictionary<string, string> parameters, bool solutions = false)
    {
        RequireDistinctNames(paths);
        var jobs = paths.Select(path => new NotebookJob(path, NotebookDocument.Load(path))).ToList();
        RequireKnown(jobs, parameters);
        foreach (var job in jobs)
        {
            Inject(job, parameters);
            if (solutions)
            {
                ExerciseSolutions.PutIn(job.Document, job.Path);
            }
        }

        return jobs;
    }

    /// <summary>What a run leaves behind is named after its notebook.</summary>
    private static void RequireDistinctNames(IReadOnlyList<string> paths)
    {
        if (paths.GroupBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw new UsageException(
                $"{string.Join(" and ", same)} have one file name, so their results would overwrite each other. Name them in separate commands.");
        }
    }

    private static void Inject(NotebookJob job, IReadOnlyDictionary<string, string> parameters)
    {
        var known = NotebookParameters.Of(job.Document).Select(parameter => parameter.Name).ToHashSet();
        try
        {
            NotebookParameters.Inject(job.Document, parameters.Where(value => known.Contains(value.Key)).ToDictionary());
        }
        catch (ArgumentException error)
        {
            throw new UsageException($"{job.Name}: {error.Message}");
        }
    }

    private static void RequireKnown(List<NotebookJob> jobs, IReadOnlyDictionary<string, string> parameters)
    {
        var known = jobs.ToDictionary(job => job.Name, job => NotebookParameters.Of(job.Document));
        var names = known.Values.SelectMany(list => list).Select(parameter => parameter.Name);
        if (parameters.Keys.Except(names).FirstOrDefault() is { } unknown)
        {
            var lists = known.Select(job => $"{Environment.NewLine}  {job.Key}: {Text(job.Value)}");
            throw new UsageException($"No notebook has a parameter '{unknown}'. The parameters are:{string.Concat(lists)}");
        }
    }

    private static string Text(IReadOnlyList<NotebookParameter> parameters) =>
        parameters.Count == 0 ? "none" : string.Join(", ", parameters.Select(parameter => $"{parameter.Name} = {parameter.Default}"));
}
