namespace CSharpNotebooks;

/// <summary>
/// Publishes executed notebooks as a static site: an index and one page per notebook. The pages are inert and self-contained: what a notebook printed is
/// shown as text, HTML that it made passes an allow-list, and a Content-Security-Policy forbids everything that is not in the folder itself.
/// </summary>
public static class Book
{
    /// <summary>
    /// Writes the book and returns the path of its <c>index.html</c>. It replaces an earlier book in the same folder, once every new file is written:
    /// when that fails, the earlier book is as it was.
    /// </summary>
    /// <param name="notebooks">The executed notebooks in reading order; their file names give the numbers and the addresses of the pages.</param>
    /// <param name="folder">The folder to write to; made when missing. Nothing is ever written outside it.</param>
    /// <param name="options">Title, parts and the host's renderers; the defaults when null.</param>
    /// <exception cref="ArgumentException">There is no notebook.</exception>
    /// <exception cref="IOException">The folder or a file in it cannot be written.</exception>
    public static string Write(IReadOnlyList<BookNotebook> notebooks, string folder, BookOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(notebooks);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (notebooks.Count == 0) throw new ArgumentException("A book needs at least one notebook.", nameof(notebooks));

        var settings = options ?? new BookOptions();
        var chapters = Chapter.From(notebooks);
        var links = new NotebookLinks(chapters);
        var bodies = chapters.Select(chapter => new ChapterWriter(chapter, links, settings).Write()).ToList();

        var root = Path.GetFullPath(folder);
        using var files = new StagedFiles();
        foreach (var asset in BookAssets.Shared.Concat(settings.Renderers.SelectMany(renderer => renderer.Assets)).DistinctBy(asset => asset.FileName))
            Add(files, root, "assets/" + asset.FileName, asset.Content());
        for (var i = 0; i < chapters.Count; i++)
        {
            foreach (var image in bodies[i].Images) Add(files, root, image.FileName, image.Content);
            Add(files, root, chapters[i].Address, ChapterPage.Html(chapters, i, bodies[i], settings));
        }
        var index = Add(files, root, "index.html", IndexPage.Html(chapters, bodies, settings));
        files.Commit();
        EarlierBook.Remove(root, files.Targets);
        return index;
    }

    private static string Add(StagedFiles files, string root, string name, string text) => Add(files, root, name, System.Text.Encoding.UTF8.GetBytes(text));

    private static string Add(StagedFiles files, string root, string name, byte[] content)
    {
        var path = Path.GetFullPath(Path.Combine(root, name));
        if (!path.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new IOException($"The book does not write '{name}': it lies outside '{root}'. Give the asset a plain file name.");
        return files.Add(path, content);
    }
}
