using System.Text.RegularExpressions;

namespace CSharpNotebooks.Jupyter;

/// <summary>The name that notebooks ask for a kernel by: Jupyter allows few characters and ignores case.</summary>
internal static partial class KernelName
{
    /// <summary>The name as Jupyter files it.</summary>
    /// <exception cref="KernelSpecException">Jupyter would not accept it.</exception>
    public static string Validated(string name) => Rule().IsMatch(name) && name.Trim('.').Length > 0
        ? name.ToLowerInvariant()
        : throw new KernelSpecException($"'{name}' is not a name that Jupyter accepts for a kernel: use letters a-z, digits, and . _ - only.");

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\z")]
    private static partial Regex Rule();
}
