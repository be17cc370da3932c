using System.Reflection;

namespace CSharpNotebooks;

/// <summary>A compiled piece of a cell, ready to run.</summary>
/// <param name="Entry">Runs it on the states of the submissions before it, and adds its own.</param>
/// <param name="Value">What its returned object means.</param>
internal sealed record Submission(Func<object?[], Task<object?>> Entry, SubmissionValue Value)
{
    /// <summary>Declares usings only: nothing to run.</summary>
    public static Submission Empty { get; } = new(_ => Task.FromResult<object?>(null), SubmissionValue.None);

    public static Submission Load(Assembly assembly, string typeName, string methodName, SubmissionValue value)
    {
        var method = assembly.GetType(typeName, throwOnError: true)!.GetMethod(methodName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        return new Submission(method.CreateDelegate<Func<object?[], Task<object?>>>(), value);
    }
}

/// <summary>Whether a submission has a value. No value is not null.</summary>
internal enum SubmissionValue
{
    /// <summary>It ends in a statement, or in a call that returns nothing.</summary>
    None,

    /// <summary>It ends in an expression without semicolon, or in <c>return x;</c>.</summary>
    Always,

    /// <summary>It has a <c>return x;</c> somewhere before its end: a value when that was not null.</summary>
    WhenReturned,
}
