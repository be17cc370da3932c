using System.Text;

namespace CSharpNotebooks.Jupyter;

/// <summary>The files of one specification. Jupyter sees it from the moment that <c>kernel.json</c> is there, so that comes last and whole.</summary>
internal static class KernelSpecFiles
{
    private static readonly string[] Logos = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];

    /// <exception cref="KernelSpecException">The folder cannot be written.</exception>
    public static void Write(string folder, string json) => Guarded(folder, () =>
    {
        Directory.CreateDirectory(folder);
        foreach (var logo in Logos)
        {
            Replace(Path.Combine(folder, logo), LogoBytes(logo));
        }

        Replace(Path.Combine(folder, KernelSpec.FileName), Encoding.UTF8.GetBytes(json));
    });

    /// <exception cref="KernelSpecException">The folder cannot be deleted.</exception>
    public static void Delete(string folder) => Guarded(folder, () =>
    {
        // A specification may be a link to a folder elsewhere; that folder is not ours to empty.
        var isLink = new DirectoryInfo(folder).LinkTarget is not null;
        Directory.Delete(folder, recursive: !isLink);
    });

    private static void Replace(string path, byte[] content)
    {
        var part = path + ".part";
        File.WriteAllBytes(part, content);
        File.Move(part, path, overwrite: true);
    }

    private static byte[] LogoBytes(string name)
    {
        using var resource = typeof(KernelSpecFiles).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void Guarded(string folder, Action change)
    {
        try
        {
            change();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KernelSpecException($"{folder} cannot be changed: {e.Message} Make it writable, or choose another place with --prefix or JUPYTER_DATA_DIR.");
        }
    }
}
