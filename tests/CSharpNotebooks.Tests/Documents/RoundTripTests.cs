using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class RoundTripTests
{
    private const string Notebook = """
        {
         "cells": [
          {
           "cell_type": "code",
           "execution_count": 3,
           "id": "a1",
           "metadata": {
            "dotnet_interactive": {
             "language": "csharp"
            },
            "unknown": {
             "kept": [
              1.0,
              1e-07,
              12345678901234567890,
              true,
              null
             ]
            }
           },
           "outputs": [
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "\u001b[31mred\u001b[0m <b> & ' é 你 \\ \"\n",
              "a 🎉 b\t\f\b"
             ]
            }
           ],
           "source": [
            "var x = 1;\n",
            "x"
           ]
          },
          {
           "cell_type": "markdown",
           "metadata": {},
           "source": "# one string"
          }
         ],
         "metadata": {},
         "nbformat": 4,
         "nbformat_minor": 5,
         "x-other": {}
        }
        """;

    public static TheoryData<string> Layouts => new(
        Notebook,
        Notebook + "\n",
        Notebook + "\r\n\n",
        "\uFEFF" + Notebook,
        Notebook.Replace("\n", "\r\n", StringComparison.Ordinal),
        DoubleIndent(Notebook),
        """{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":2}""");

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_notebook_is_written_back_byte_for_byte(string json) => Assert.Equal(json, NotebookDocument.Parse(json, "a.ipynb").ToJson());

    [Fact]
    public void Only_the_edited_part_of_a_file_changes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.ipynb", Notebook);
        var document = NotebookDocument.Load(path);

        document.Cells[0].Source = "var x = 2;\nx";
        document.Save(path);

        Assert.Equal(Notebook.Replace("var x = 1;", "var x = 2;", StringComparison.Ordinal), File.ReadAllText(path));
        Assert.Equal(["a.ipynb"], Directory.GetFiles(folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void A_source_that_was_one_string_stays_one_string()
    {
        var document = NotebookDocument.Parse(Notebook, "a.ipynb");

        document.Cells[1].Source = "a\nb";

        Assert.Contains("\"source\": \"a\\nb\"", document.ToJson());
    }

    [Fact]
    public void Cells_show_kind_id_tags_source_and_count()
    {
        var document = NotebookDocument.Parse(Notebook, "a.ipynb");
        document.Insert(1, NotebookCell.Code("int n = 3;", "injected-parameters"));

        Assert.Equal([CellKind.Code, CellKind.Code, CellKind.Markdown], document.Cells.Select(cell => cell.Kind));
        Assert.Equal("var x = 1;\nx", document.Cells[0].Source);
        Assert.Equal(("a1", 3), (document.Cells[0].Id, document.Cells[0].ExecutionCount));
        Assert.Equal(["injected-parameters"], document.Cells[1].Tags);
        Assert.Null(document.Cells[1].ExecutionCount);
        Assert.Contains("\"injected-parameters\"", document.ToJson());
    }

    [Fact]
    public void A_new_notebook_can_be_read_again()
    {
        var document = NotebookDocument.Create("new.ipynb");
        document.Insert(0, NotebookCell.Markdown("# Title"));

        var again = NotebookDocument.Parse(document.ToJson(), "again");

        Assert.Equal("# Title", Assert.Single(again.Cells).Source);
        Assert.Equal(document.ToJson(), again.ToJson());
    }

    [Fact]
    public void A_file_of_fifty_megabytes_is_read_and_written()
    {
        var line = $"\"{new string('x', 1000)}\\n\"";
        var text = $$"""{"cells":[{"cell_type":"raw","metadata":{},"source":[{{string.Join(",", Enumerable.Repeat(line, 50_000))}}]}],"metadata":{},"nbformat":4,"nbformat_minor":2}""";

        var document = NotebookDocument.Parse(text, "big.ipynb");

        Assert.Equal(50_000 * 1001, document.Cells[0].Source.Length);
        Assert.Equal(text, document.ToJson());
    }

    private static string DoubleIndent(string json) =>
        string.Join('\n', json.Split('\n').Select(line => new string(' ', line.Length - line.TrimStart(' ').Length) + line));
}
