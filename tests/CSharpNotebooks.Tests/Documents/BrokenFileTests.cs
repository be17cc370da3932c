using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class BrokenFileTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \n", "empty")]
    [InlineData("{\n \"cells\": [\n  {,}\n ]\n}", "line 3, column 4")]
    [InlineData("{\"cells\": [], \"nbformat\": 4", "line 1, column")]
    [InlineData("{\"nbformat\": 4, \"nbformat\": 4, \"cells\": []}", "nbformat")]
    [InlineData("[]", "expected a notebook (a JSON object), found a list")]
    [InlineData("null", "found nothing")]
    [InlineData("{}", "no \"nbformat\"")]
    [InlineData("{\"nbformat\": 3, \"worksheets\": []}", "expected nbformat 4, found 3")]
    [InlineData("{\"nbformat\": \"4\", \"cells\": []}", "expected nbformat 4, found \"4\"")]
    [InlineData("{\"nbformat\": 4}", "\"cells\" to be a list, found nothing")]
    [InlineData("{\"nbformat\": 4, \"cells\": {}}", "\"cells\" to be a list, found an object")]
    [InlineData("{\"nbformat\": 4, \"cells\": [1]}", "cell 1: expected an object, found 1")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"source\": \"\"}]}", "cell 1: expected \"cell_type\" to be code, markdown or raw, found nothing")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"heading\", \"source\": \"\"}]}", "found \"heading\"")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"raw\"}]}", "expected \"source\"")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"raw\", \"source\": [1]}]}", "expected \"source\"")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"metadata\": 1}]}", "expected \"metadata\" to be an object, found 1")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"outputs\": [{}]}]}", "output_type")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"raw\", \"source\": \"\\ud800\"}]}", "half a character")]
    [InlineData("{\"nbformat\": 4, \"cells\": [], \"metadata\": {\"\\uD800\": \"\\udc00\\ud800\"}}", "half a character")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"outputs\": [{\"output_type\": \"stream\", \"text\": 1}]}]}", "\"text\"")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"outputs\": [{\"output_type\": \"x\", \"data\": []}]}]}", "\"data\"")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"outputs\": [{\"output_type\": \"x\", \"data\": {\"image/png\": {}}}]}]}", "\"image/png\"")]
    public void A_broken_notebook_is_refused_with_its_name_and_the_reason(string json, string reason)
    {
        var error = Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(json, "a.ipynb"));

        Assert.StartsWith("a.ipynb", error.Message);
        Assert.Contains(reason, error.Message);
        Assert.StartsWith("a.ipynb", error.NotebookName);
    }

    [Fact]
    public void Half_a_character_that_is_no_escape_is_refused() =>
        Assert.Contains("half a character", Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse("{\"nbformat\": 4, \"cells\": [\"\ud800\"]}", "a.ipynb")).Message);

    [Fact]
    public void A_message_shows_only_the_beginning_of_what_was_found() =>
        Assert.InRange(Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse($"{{\"nbformat\": \"{new string('4', 10_000)}\"}}", "a.ipynb")).Message.Length, 1, 300);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("nowhere.ipynb: there is no such file", Assert.Throws<NotebookFormatException>(() => NotebookDocument.Load("nowhere.ipynb")).Message);

    [Fact]
    public void A_folder_is_not_a_notebook() =>
        Assert.Contains("folder", Assert.Throws<NotebookFormatException>(() => NotebookDocument.Load(Path.GetTempPath())).Message);

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4b, 0x03, 0x04, 0x00, 0x00 })]
    [InlineData(new byte[] { 0xff, 0xfe, 0x80, 0x81 })]
    public void A_binary_file_is_said_to_be_binary(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.ipynb", "");
        File.WriteAllBytes(path, bytes);

        Assert.Contains("binary", Assert.Throws<NotebookFormatException>(() => NotebookDocument.Load(path)).Message);
    }

    [Fact]
    public void A_file_beyond_the_limit_is_refused_before_it_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.ipynb", "");
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(NotebookReader.MaximumBytes + (1 << 20));
        }

        Assert.Contains("257 MB", Assert.Throws<NotebookFormatException>(() => NotebookDocument.Load(path)).Message);
    }

    [Fact]
    public void Indentation_that_would_make_gigabytes_is_not_written()
    {
        var (deep, shallow) = (new string('[', 200), new string(']', 200));
        var json = $"{{\n{new string(' ', 100)}\"nbformat\":4,\"cells\":[],\"metadata\":{{\"x\":{deep}{string.Join(',', Enumerable.Repeat(1, 100_000))}{shallow}}}}}";
        var document = NotebookDocument.Parse(json, "a.ipynb");
        Assert.Contains("more than 256 MB", Assert.Throws<IOException>(document.ToJson).Message);
    }

    [Fact]
    public void Endless_nesting_is_refused() =>
        Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(new string('[', 100_000), "a.ipynb"));
}
