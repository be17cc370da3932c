using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class NormaliseTests
{
    private const string Messy = """
        {"nbformat_minor": 2, "nbformat": 4, "metadata": {"papermill": {"duration": 3}, "kernelspec": {"name": ".net-csharp"}}, "cells": [
            {"source": "1 + 1\r\n", "cell_type": "code", "execution_count": 57, "id": "same",
             "metadata": {"execution": {"iopub.status.busy": "2020"}, "tags": ["parameters"]},
             "outputs": [{"output_type": "execute_result", "execution_count": 57, "metadata": {}, "data": {"text/plain": "a\nb", "image/png": "QUJD"}, "transient": {}}]},
            {"source": ["x"], "cell_type": "code", "id": "same", "metadata": {}, "outputs": [], "execution_count": null},
            {"source": ["x"], "cell_type": "markdown", "metadata": {}},
            {"source": ["y"], "cell_type": "code", "id": "no good id", "metadata": {}, "outputs": [], "execution_count": 99}]}
        """;

    [Fact]
    public void Ids_become_valid_and_unique_and_the_first_owner_keeps_its_own()
    {
        var ids = Normalised().Cells.Select(cell => cell.Id).ToArray();

        Assert.Equal("same", ids[0]);
        Assert.Equal(4, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[A-Za-z0-9_-]{1,64}$", id));
    }

    [Fact]
    public void Normalising_again_changes_nothing()
    {
        var once = Normalised().ToJson();
        var twice = NotebookDocument.Parse(once, "again");
        twice.Normalise();

        Assert.Equal(once, twice.ToJson());
        Assert.Equal(once, Normalised().ToJson());
    }

    [Fact]
    public void Traces_of_the_run_go_and_outputs_stay()
    {
        var document = Normalised();
        var json = document.ToJson();

        Assert.All(["iopub", "papermill", "transient", "57", "99", "\\r"], noise => Assert.DoesNotContain(noise, json));
        Assert.Equal([1, null, 2], document.Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.ExecutionCount));
        Assert.Equal(1, document.Cells[0].Outputs[0]!["execution_count"]!.GetValue<int>());
        Assert.Equal("[\"a\\n\",\"b\"]", document.Cells[0].Outputs[0]!["data"]!["text/plain"]!.ToJsonString());
        Assert.Equal("QUJD", document.Cells[0].Outputs[0]!["data"]!["image/png"]!.GetValue<string>());
    }

    [Fact]
    public void Keys_are_sorted_and_indented_by_one_space()
    {
        var json = Normalised().ToJson();

        Assert.StartsWith("{\n \"cells\": [\n  {\n   \"cell_type\": \"code\",\n   \"execution_count\": 1,\n   \"id\": \"same\",\n   \"metadata\": {", json);
        Assert.EndsWith(" \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n", json);
    }

    private static NotebookDocument Normalised()
    {
        var document = NotebookDocument.Parse(Messy, "messy.ipynb");
        document.Normalise();
        return document;
    }
}
