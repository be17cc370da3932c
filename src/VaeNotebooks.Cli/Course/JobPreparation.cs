using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>From paths to jobs: every notebook is read, and its parameters and solutions put in, before the first one runs.</summary>
internal static class JobPreparation
{
    /// <exception cref="UsageException">A parameter that no notebook has, a value of the wrong type, a solution that is missing.</exception>
    /// <exception cref="NotebookFormatException">A file is not a notebook.</exception>
    public static IReadOnlyList<NotebookJob> Prepare(IReadOnlyList<string> paths, IReadOnlyDictionary<string, string> parameters, bool solutions = false)
    {
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
        foreach (var name in parameters.Keys.Where(name => !known.Values.SelectMany(list => list).Any(parameter => parameter.Name == name)))
        {
            var lists = known.Select(job => $"{job.Key}: {(job.Value.Count == 0 ? "none" : string.Join(", ", job.Value.Select(p => $"{p.Name} = {p.Default}")))}");
            throw new UsageException($"No notebook has a parameter '{name}'. The parameters are:{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", lists)}");
        }
    }
}
