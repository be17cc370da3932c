using System.Text;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>A notebook file (nbformat 4), held as JSON, so that what is not edited is written back byte for byte.</summary>
public sealed class NotebookDocument
{
    private readonly List<NotebookCell> _cells;
    private JsonLayout _layout;

    private NotebookDocument(string name, JsonObject root, JsonLayout layout)
    {
        Name = name;
        Root = root;
        _layout = layout;
        _cells = [.. CellArray.Select(cell => new NotebookCell((JsonObject)cell!))];
    }

    /// <summary>The path it was loaded from, or the name it was parsed under.</summary>
    public string Name { get; }

    /// <summary>The whole notebook as JSON.</summary>
    public JsonObject Root { get; }

    /// <summary>The notebook's metadata; created when the file has none.</summary>
    public JsonObject Metadata
    {
        get
        {
            if (Root["metadata"] is not JsonObject metadata)
            {
                Root["metadata"] = metadata = [];
            }

            return metadata;
        }
    }

    /// <summary>The cells in order.</summary>
    public IReadOnlyList<NotebookCell> Cells => _cells;

    private JsonArray CellArray => (JsonArray)Root["cells"]!;

    /// <summary>Reads a notebook file.</summary>
    /// <exception cref="NotebookFormatException">There is no such file, or it is not a notebook of nbformat 4.</exception>
    public static NotebookDocument Load(string path) => Parse(NotebookReader.ReadText(path), path);

    /// <summary>Reads a notebook from its text.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="name">The name for messages, for example the path.</param>
    /// <exception cref="NotebookFormatException">The text is not a notebook of nbformat 4.</exception>
    public static NotebookDocument Parse(string json, string name) => new(name, NotebookReader.Parse(json, name), JsonLayout.Of(json));

    /// <summary>An empty C# notebook of nbformat 4.5.</summary>
    /// <param name="name">The name for messages.</param>
    public static NotebookDocument Create(string name) => new(name, NotebookTemplate.Root(), JsonLayout.Canonical);

    /// <summary>Puts a cell before the cell that now has this index; <c>Cells.Count</c> appends.</summary>
    public void Insert(int index, NotebookCell cell)
    {
        CellArray.Insert(index, cell.Node);
        _cells.Insert(index, cell);
    }

    /// <summary>Takes a cell out of the notebook.</summary>
    public void RemoveAt(int index)
    {
        CellArray.RemoveAt(index);
        _cells.RemoveAt(index);
    }

    /// <summary>Brings the notebook into its one canonical form: unique ids, sorted keys, one-space indent, texts as lists of lines, executed cells
    /// counted from 1, and no traces of when and where it ran. Outputs stay. Normalising again changes nothing.</summary>
    public void Normalise()
    {
        NotebookNormaliser.Apply(this);
        _layout = JsonLayout.Canonical;
    }

    /// <summary>The text of the notebook, in the layout of the file it came from.</summary>
    /// <exception cref="IOException">The text would be larger than a file that can be read.</exception>
    public string ToJson() => _layout.Write(Root);

    /// <summary>Writes the notebook, all or nothing: a reader sees the old file or the new one.</summary>
    /// <exception cref="IOException">The file cannot be written; the message names it and what to do.</exception>
    public void Save(string path)
    {
        using var file = new StagedFiles();
        file.Add(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(ToJson()));
        file.Commit();
    }
}
