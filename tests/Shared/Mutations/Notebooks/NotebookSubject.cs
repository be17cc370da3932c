using System.Text;
using CSharpNotebooks;

namespace Mutations;

/// <summary>Notebooks: those that are read are normalised, written and read again, and some are published.</summary>
public sealed class NotebookSubject : IDisposable
{
    private const int PublishedOneIn = 20;

    // A PNG of one pixel.
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private const string Sample = $$$"""
        {"cells":[
         {"cell_type":"markdown","id":"a","metadata":{},"attachments":{"p.png":{"image/png":"AAAA"}},"source":["# Title\n","What is $x$?\n","## Part\n","[link](02.ipynb) ![p](attachment:p.png)\n","| a | b |\n|---|---|\n| 1 | 2 |"]},
         {"cell_type":"raw","id":"b","metadata":{"tags":["x"]},"source":"raw"},
         {"cell_type":"code","execution_count":1,"id":"c","metadata":{"tags":["parameters"],"execution":{"x":"y"}},"source":"var x = new List<int> { 1 };","outputs":[
          {"name":"stdout","output_type":"stream","text":["one\n","two"]},
          {"name":"stdout","output_type":"stream","text":"three"},
          {"data":{"text/html":"<table><tr><td style=\"color:red\">1</td></tr></table>","text/plain":"1"},"metadata":{},"output_type":"display_data","transient":{"display_id":"d"}},
          {"data":{"image/png":"{{{Png}}}","text/plain":["a dot"]},"execution_count":1,"metadata":{},"output_type":"execute_result"},
          {"data":{"image/svg+xml":"<svg/>"},"metadata":{},"output_type":"display_data"},
          {"data":{"application/vnd.plotly.v1+json":{"data":[{"y":[1,2]}],"layout":{}},"text/markdown":"*x*"},"metadata":{},"output_type":"display_data"},
          {"data":{"text/latex":"$x$"},"metadata":{},"output_type":"display_data"},
          {"ename":"E","evalue":"v","output_type":"error","traceback":["a","b"]}]}],
         "metadata":{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"},"language_info":{"name":"C#"}},"nbformat":4,"nbformat_minor":5}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("mutations-").FullName;
    private int _read;

    public NotebookSubject() => Subject = new("notebook", typeof(NotebookFormatException), Mutate, Read);

    public Subject Subject { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Mutate(Random random) => random.Next(3) == 0
        ? ByteMutator.Mutate(Encoding.UTF8.GetBytes(Sample), random)
        : Encoding.UTF8.GetBytes(JsonMutator.Mutate(Sample, random));

    private void Read(byte[] bytes)
    {
        var path = Path.Combine(_folder, "mutated.ipynb");
        File.WriteAllBytes(path, bytes);
        var document = NotebookDocument.Load(path);
        CheckRoundTrip(document);
        document.Normalise();
        var normal = CheckRoundTrip(document);
        normal.Normalise();
        if (normal.ToJson() != document.ToJson()) throw new UnsoundException("Normalised twice, it is another.");
        if (_read++ % PublishedOneIn == 0) Publish(document);
    }

    private static NotebookDocument CheckRoundTrip(NotebookDocument document)
    {
        var again = NotebookDocument.Parse(document.ToJson(), "again");
        return again.ToJson() == document.ToJson() ? again : throw new UnsoundException("Written and read again, it is another.");
    }

    private void Publish(NotebookDocument document)
    {
        var book = Path.Combine(_folder, "book");
        var index = Book.Write([new("01-mutated.ipynb", document)], book);
        if (!File.Exists(index) || Directory.GetFileSystemEntries(_folder).Length != 2) throw new UnsoundException("Something was written beside the book.");
    }
}
