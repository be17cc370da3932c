using System.Text.Json.Nodes;
using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class OutputRecorderTests
{
    private readonly OutputRecorder _recorder = new();
    private readonly NotebookCell _cell = NotebookCell.Code("");

    [Fact]
    public void Neighbouring_pieces_of_one_stream_become_one_output_and_order_is_kept()
    {
        Record(new CellOutput.Stream("stdout", "a"), new CellOutput.Stream("stdout", "b\nc"), new CellOutput.Stream("stderr", "!"), new CellOutput.Stream("stdout", "\n"));

        Assert.Equal(
            """[{"name":"stdout","output_type":"stream","text":["ab\n","c"]},{"name":"stderr","output_type":"stream","text":["!"]},{"name":"stdout","output_type":"stream","text":["\n"]}]""",
            _cell.Outputs.ToJsonString());
    }

    [Fact]
    public void An_update_replaces_every_display_of_its_id_even_in_an_earlier_cell()
    {
        var earlier = NotebookCell.Code("");
        _recorder.Record(earlier, new CellOutput.Display(Plain("old"), "1"));
        Record(new CellOutput.Display(Plain("old"), "1"), new CellOutput.Display(Plain("other"), "2"), new CellOutput.Update(Plain("new"), "1"));

        Assert.Equal("""["new"]""", earlier.Outputs[0]!["data"]!["text/plain"]!.ToJsonString());
        Assert.Equal(["""["new"]""", """["other"]"""], _cell.Outputs.Select(output => output!["data"]!["text/plain"]!.ToJsonString()));
        Assert.Equal("display_data", _cell.Outputs[0]!["output_type"]!.GetValue<string>());
    }

    [Fact]
    public void Results_and_errors_are_written_as_nbformat_has_them()
    {
        Record(new CellOutput.Result(Plain("2"), 7), new CellOutput.Error("Error", "why", ["why", "   at cell[7]:line 1"]));

        Assert.Equal(
            """[{"data":{"text/plain":["2"]},"metadata":{},"output_type":"execute_result","execution_count":7},{"ename":"Error","evalue":"why","output_type":"error","traceback":["why","   at cell[7]:line 1"]}]""",
            _cell.Outputs.ToJsonString());
    }

    [Fact]
    public void Json_forms_stay_json_and_the_bundle_may_be_recorded_twice()
    {
        var bundle = new MimeBundle(new JsonObject { ["application/json"] = new JsonObject { ["a"] = 1 }, ["image/png"] = "QUJD" });
        Record(new CellOutput.Display(bundle), new CellOutput.Display(bundle));

        Assert.Equal("""{"application/json":{"a":1},"image/png":"QUJD"}""", _cell.Outputs[1]!["data"]!.ToJsonString());
    }

    [Fact]
    public void Cleared_outputs_are_gone()
    {
        Record(new CellOutput.Stream("stdout", "a"));
        _cell.ExecutionCount = 3;

        _cell.ClearOutputs();

        Assert.Empty(_cell.Outputs);
        Assert.Null(_cell.ExecutionCount);
    }

    private void Record(params CellOutput[] outputs) => Array.ForEach(outputs, output => _recorder.Record(_cell, output));

    private static MimeBundle Plain(string text) => new(new JsonObject { ["text/plain"] = text });
}
