namespace CSharpNotebooks;

/// <summary>The book that an earlier run wrote into the same folder, perhaps of notebooks that are no longer there.</summary>
internal static class EarlierBook
{
    /// <summary>Tells the pages of a book from other files in the folder, which are left alone.</summary>
    public const string Marker = "<meta name=\"generator\" content=\"CSharpNotebooks\">";

    /// <summary>Deletes the pages and their pictures.</summary>
    public static void Remove(string root)
    {
        var images = new DirectoryInfo(Path.Combine(root, "images"));
        foreach (var page in Directory.Exists(root) ? Directory.GetFiles(root, "*.html").Where(IsOurs) : [])
        {
            var pictures = images.Exists ? images.GetFiles(Path.GetFileNameWithoutExtension(page) + "-*") : [];
            Array.ForEach(pictures, picture => picture.Delete());
            File.Delete(page);
        }
    }

    private static bool IsOurs(string page) => File.ReadLines(page).Take(20).Any(line => line.Trim() == Marker);
}
