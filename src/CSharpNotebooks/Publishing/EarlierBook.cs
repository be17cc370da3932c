namespace CSharpNotebooks;

/// <summary>The book that an earlier run wrote into the same folder, perhaps of notebooks that are no longer there.</summary>
internal static class EarlierBook
{
    /// <summary>Tells the pages of a book from other files in the folder, which are left alone.</summary>
    public const string Marker = "<meta name=\"generator\" content=\"CSharpNotebooks\">";

    /// <summary>Deletes its pages and their pictures, but for the files of the new book.</summary>
    public static void Remove(string root, IReadOnlyCollection<string> kept)
    {
        var images = new DirectoryInfo(Path.Combine(root, "images"));
        foreach (var page in new DirectoryInfo(root).GetFiles("*.html").Where(IsOurs))
        {
            var pictures = images.Exists ? images.GetFiles(Path.GetFileNameWithoutExtension(page.Name) + "-*") : [];
            foreach (var file in pictures.Append(page).ExceptBy(kept, file => file.FullName)) file.Delete();
        }
    }

    private static bool IsOurs(FileInfo page) => File.ReadLines(page.FullName).Take(20).Any(line => line.Trim() == Marker);
}
