using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>What a series stands for. Each role has one colour, line and marker throughout the course.</summary>
public enum Role
{
    /// <summary>What was observed or measured on data.</summary>
    Data,

    /// <summary>What a model gives.</summary>
    Model,

    /// <summary>A bound or an estimate of the truth.</summary>
    Bound,

    /// <summary>What is known exactly.</summary>
    Truth,

    /// <summary>Anything else: several of these get different colours.</summary>
    Other,
}

/// <summary>Named points of a chart, copied when made.</summary>
public sealed class Series
{
    /// <summary>Points (x, y).</summary>
    /// <param name="name">Shown in the legend when there is more than one series.</param>
    /// <param name="x">Horizontal values.</param>
    /// <param name="y">Vertical values, as many; NaN and infinity leave a gap.</param>
    /// <param name="role">What it stands for; decides colour, line and marker.</param>
    /// <exception cref="ArgumentException">No points, or not as many of one as of the other.</exception>
    [OverloadResolutionPriority(1)] // an array converts to a tensor as well
    public Series(string name, IEnumerable<double> x, IEnumerable<double> y, Role role = Role.Data)
    {
        (Name, X, Y, Role) = (name, [.. x], [.. y], role);
        if (X.Count == 0 || X.Count != Y.Count)
        {
            throw new ArgumentException($"Series '{name}' has {X.Count} values of x and {Y.Count} of y; it needs equally many, and at least one.", nameof(y));
        }
    }

    /// <summary>Points (x, y) from two tensors with equally many elements.</summary>
    /// <exception cref="ArgumentException">No points, or not as many of one as of the other.</exception>
    public Series(string name, Tensor x, Tensor y, Role role = Role.Data)
        : this(name, Tensors.ToDoubles(x), Tensors.ToDoubles(y), role)
    {
    }

    /// <summary>Values alone, at 0, 1, 2, ...: for histograms and bars.</summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    [OverloadResolutionPriority(1)] // an array converts to a tensor as well
    public Series(string name, IEnumerable<double> values, Role role = Role.Data)
        : this(name, values.Select((_, i) => (double)i), values, role)
    {
    }

    /// <summary>The elements of a tensor, at 0, 1, 2, ...: for histograms and bars.</summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public Series(string name, Tensor values, Role role = Role.Data)
        : this(name, Tensors.ToDoubles(values), role)
    {
    }

    /// <summary>Shown in the legend.</summary>
    public string Name { get; }

    /// <summary>Horizontal values.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Vertical values.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>What it stands for.</summary>
    public Role Role { get; }

    /// <summary>Half the width of the interval about each y (for example two standard errors), or null. Lines draw a band, bars a whisker.</summary>
    /// <exception cref="ArgumentException">Not as many as points.</exception>
    public IReadOnlyList<double>? HalfWidth
    {
        get;
        init => field = value is null || value.Count == Y.Count
            ? value?.ToArray()
            : throw new ArgumentException($"Series '{Name}' has {Y.Count} points and {value.Count} half widths.", nameof(value));
    }
}
