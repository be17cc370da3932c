using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class NotebookParametersTests
{
    private const string Defaults = """
        // What can be set from outside.
        string dataset = "strokes";
        int epochs = 5;
        ulong seed = 1;
        double beta = 1.0;
        bool quick = false;
        var rate = 1e-3;
        var steps = -1L;
        float gain = 0.5f, loss = 2;
        var list = new[] { 1, 2 };
        const string Fixed = "x" + "y";
        """;

    [Fact]
    public void The_types_come_from_the_declarations_and_for_var_from_the_literals()
    {
        var found = NotebookParameters.Of(Notebook()).Select(parameter => $"{parameter.Type} {parameter.Name} = {parameter.Default}");

        Assert.Equal(
            ["string dataset = \"strokes\"", "int epochs = 5", "ulong seed = 1", "double beta = 1.0", "bool quick = false", "double rate = 1e-3", "long steps = -1L", "float gain = 0.5f", "float loss = 2"],
            found);
    }

    [Theory]
    [InlineData("dataset", "a \"b\" \\ c", "dataset = \"a \\\"b\\\" \\\\ c\";")]
    [InlineData("dataset", "", "dataset = \"\";")]
    [InlineData("epochs", "-3", "epochs = -3;")]
    [InlineData("seed", "18446744073709551615", "seed = 18446744073709551615UL;")]
    [InlineData("beta", "4", "beta = 4D;")]
    [InlineData("rate", "1e-4", "rate = 0.0001D;")]
    [InlineData("gain", "0.25", "gain = 0.25F;")]
    [InlineData("steps", "7", "steps = 7L;")]
    [InlineData("quick", "true", "quick = true;")]
    public void A_value_becomes_a_literal_of_the_parameters_type(string name, string value, string assignment)
    {
        var notebook = Notebook();

        NotebookParameters.Inject(notebook, new Dictionary<string, string> { [name] = value });

        Assert.Equal(assignment, notebook.Cells[2].Source);
        Assert.Equal(["injected-parameters"], notebook.Cells[2].Tags);
    }

    [Theory]
    [InlineData("epochs", "2.5")]
    [InlineData("epochs", "3; System.Environment.Exit(1)")]
    [InlineData("seed", "-1")]
    [InlineData("beta", "NaN")]
    [InlineData("beta", "1,5")]
    [InlineData("quick", "yes")]
    public void A_value_of_another_type_is_refused_and_named(string name, string value)
    {
        var error = Assert.Throws<ArgumentException>(() => NotebookParameters.Inject(Notebook(), new Dictionary<string, string> { [name] = value }));

        Assert.Contains(name, error.Message);
        Assert.Contains(value, error.Message);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_list_of_the_known_ones()
    {
        var notebook = Notebook();

        var error = Assert.Throws<ArgumentException>(() => NotebookParameters.Inject(notebook, new Dictionary<string, string> { ["epoch"] = "2" }));

        Assert.Contains("'epoch'", error.Message);
        Assert.Contains("epochs = 5", error.Message);
        Assert.Equal(3, notebook.Cells.Count);
    }

    [Fact]
    public void A_second_injection_replaces_the_first()
    {
        var notebook = Notebook();

        NotebookParameters.Inject(notebook, new Dictionary<string, string> { ["epochs"] = "7" });
        NotebookParameters.Inject(notebook, new Dictionary<string, string> { ["epochs"] = "8", ["quick"] = "true" });

        Assert.Equal(4, notebook.Cells.Count);
        Assert.Equal("epochs = 8;\nquick = true;", notebook.Cells[2].Source);
    }

    [Fact]
    public void Without_values_nothing_changes()
    {
        var notebook = Notebook();
        var before = notebook.ToJson();

        NotebookParameters.Inject(notebook, new Dictionary<string, string>());

        Assert.Equal(before, notebook.ToJson());
    }

    private static NotebookDocument Notebook()
    {
        var notebook = NotebookDocument.Create("test");
        notebook.Insert(0, NotebookCell.Markdown("# Title"));
        notebook.Insert(1, NotebookCell.Code(Defaults, "parameters"));
        notebook.Insert(2, NotebookCell.Code("epochs"));
        return notebook;
    }
}
