using Plotly.NET;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// The course's charts. Every title says what to see, every label names its unit; colours follow the <see cref="Role"/> of a series. Tensors and arrays are
/// copied at once. Figures do not change: for a curve that grows while a model trains, <c>var live = display(figure)</c>, then <c>live.Update(newFigure)</c>.
/// </summary>
public static partial class Charts
{
    /// <summary>Lines through points; a series with <see cref="Series.HalfWidth"/> has a band about it.</summary>
    /// <param name="title">What to see.</param>
    /// <param name="xLabel">What lies along x, with its unit.</param>
    /// <param name="yLabel">What lies along y, with its unit.</param>
    /// <param name="series">The lines.</param>
    /// <param name="logX">Logarithmic x axis.</param>
    /// <param name="logY">Logarithmic y axis.</param>
    public static Figure Lines(string title, string xLabel, string yLabel, IReadOnlyList<Series> series, bool logX = false, bool logY = false) =>
        new(new Panel(title, xLabel, yLabel, Traces.Lines(series)) { LogX = logX, LogY = logY });

    /// <summary>Points without lines.</summary>
    public static Figure Scatter(string title, string xLabel, string yLabel, IReadOnlyList<Series> series, bool logX = false, bool logY = false) =>
        new(new Panel(title, xLabel, yLabel, Traces.Markers(series)) { LogX = logX, LogY = logY });

    /// <summary>Points of a plane, coloured by class, with the same scale on both axes. Draw some 2,000 points: more hide one another.</summary>
    /// <param name="title">What to see.</param>
    /// <param name="xLabel">What the first coordinate is.</param>
    /// <param name="yLabel">What the second coordinate is.</param>
    /// <param name="points"><c>[N, 2]</c>.</param>
    /// <param name="labels"><c>[N]</c>, integers from 0: the classes.</param>
    /// <param name="names">The names of the classes; by default their numbers.</param>
    /// <exception cref="ArgumentException">A shape is not as above.</exception>
    public static Figure Scatter(string title, string xLabel, string yLabel, Tensor points, Tensor labels, IReadOnlyList<string>? names = null)
    {
        if (points.dim() != 2 || points.shape[1] != 2 || labels.dim() != 1 || labels.shape[0] != points.shape[0])
        {
            throw new ArgumentException(
                $"points must be of shape [N, 2] and labels of shape [N], not {Shapes.Text(points)} and {Shapes.Text(labels)}.", nameof(points));
        }

        double[][] rows = Tensors.ToRows(points, nameof(points));
        double[] classes = Tensors.ToDoubles(labels);
        return new(new Panel(title, xLabel, yLabel, Traces.Classes(rows, classes, names)) { EqualScale = true });
    }

    /// <summary>How values are distributed, as density (each series has area 1), with the same bins for all, and curves over it if any.</summary>
    /// <param name="title">What to see.</param>
    /// <param name="xLabel">What the values are, with their unit.</param>
    /// <param name="samples">The values are the series' y.</param>
    /// <param name="bins">Number of bins over the common range.</param>
    /// <param name="curves">Densities to compare with.</param>
    /// <exception cref="ArgumentException">No finite value, or less than one bin.</exception>
    public static Figure Histogram(string title, string xLabel, IReadOnlyList<Series> samples, int bins = 40, IReadOnlyList<Series>? curves = null) =>
        new(new Panel(title, xLabel, "density", [.. Traces.Histogram(samples, bins), .. Traces.Lines(curves ?? [])]));

    /// <summary>Bars in groups: one group per category, one bar in it per series; whiskers where a series has <see cref="Series.HalfWidth"/>.</summary>
    /// <param name="title">What to see.</param>
    /// <param name="xLabel">What the categories are.</param>
    /// <param name="yLabel">What the height is, with its unit.</param>
    /// <param name="categories">Names of the groups.</param>
    /// <param name="series">The heights are the series' y, one per category.</param>
    /// <exception cref="ArgumentException">A series has not one value per category.</exception>
    public static Figure Bars(string title, string xLabel, string yLabel, IReadOnlyList<string> categories, IReadOnlyList<Series> series) =>
        new(new Panel(title, xLabel, yLabel, Traces.Bars(categories, series)) { NamedX = true });

    /// <summary>Lines of equal height of a surface over the plane, with marked points.</summary>
    /// <param name="title">What to see.</param>
    /// <param name="xLabel">What lies along x, with its unit.</param>
    /// <param name="yLabel">What lies along y, with its unit.</param>
    /// <param name="zLabel">What the height is, with its unit.</param>
    /// <param name="x">Places of the columns.</param>
    /// <param name="y">Places of the rows.</param>
    /// <param name="z"><c>[y.Count, x.Count]</c>.</param>
    /// <param name="marks">Points to mark.</param>
    /// <param name="equalScale">One unit is as long on both axes: for a plane whose axes are of one kind.</param>
    /// <exception cref="ArgumentException">The shape of z is not as above.</exception>
    public static Figure Contour(
        string title,
        string xLabel,
        string yLabel,
        string zLabel,
        IEnumerable<double> x,
        IEnumerable<double> y,
        Tensor z,
        IReadOnlyList<Series>? marks = null,
        bool equalScale = false)
    {
        List<Dictionary<string, object>> traces = [Traces.Contour(zLabel, [.. x], [.. y], Tensors.ToRows(z, nameof(z))), .. Traces.Marks(marks ?? [])];
        return new(new Panel(title, xLabel, yLabel, traces) { EqualScale = equalScale });
    }

    /// <summary>A matrix as coloured cells, row 0 at the top.</summary>
    /// <param name="title">What to see.</param>
    /// <param name="xLabel">What the columns are.</param>
    /// <param name="yLabel">What the rows are.</param>
    /// <param name="zLabel">What a cell's value is, with its unit.</param>
    /// <param name="z"><c>[rows, columns]</c>.</param>
    /// <param name="rows">Names of the rows; by default their numbers.</param>
    /// <param name="columns">Names of the columns; by default their numbers.</param>
    /// <exception cref="ArgumentException">The tensor has not two dimensions, or there are not as many names as rows or columns.</exception>
    public static Figure Heatmap(
        string title, string xLabel, string yLabel, string zLabel, Tensor z, IReadOnlyList<string>? rows = null, IReadOnlyList<string>? columns = null) =>
        new(new Panel(title, xLabel, yLabel, [Traces.Heatmap(zLabel, Tensors.ToRows(z, nameof(z)), rows, columns)]) { TopDown = true });

    /// <summary>The two terms of the bound against the epoch, one above the other: reconstruction, then rate.</summary>
    /// <param name="title">What to see.</param>
    /// <param name="reconstruction">Mean log-likelihood of a reconstruction, nats per example, against the epoch: train, test.</param>
    /// <param name="rate">Mean KL from posterior to prior, nats per example, against the epoch: train, test.</param>
    public static Figure TrainingCurves(string title, IReadOnlyList<Series> reconstruction, IReadOnlyList<Series> rate) => Grid(
        title,
        [
            Lines("Reconstruction", "epoch", "nats per example", reconstruction),
            Lines("Rate (KL)", "epoch", "nats per example", [.. rate]),
        ],
        columns: 1);

    /// <summary>Two to four charts as one, in columns: two side by side by default. On a phone one column reads best; several scroll sideways.</summary>
    /// <param name="title">What to see in all of them.</param>
    /// <param name="figures">Made by this class; their titles become short headings.</param>
    /// <param name="columns">Charts in a row.</param>
    /// <exception cref="ArgumentException">Not two to four figures, a figure not made by a method of this class, or fewer columns than 1.</exception>
    public static Figure Grid(string title, IReadOnlyList<Figure> figures, int columns = 2)
    {
        if (figures.Count is < 2 or > 4 || columns < 1 || figures.Any(figure => figure.Panel is null))
        {
            throw new ArgumentException("A grid takes two to four figures made by the other methods of Charts, in one column or more.", nameof(figures));
        }

        GenericChart chart = PanelLayout.Draw(title, [.. figures.Select(figure => figure.Panel!)], Math.Min(columns, figures.Count));
        return new(chart, string.Join('\n', figures));
    }
}
