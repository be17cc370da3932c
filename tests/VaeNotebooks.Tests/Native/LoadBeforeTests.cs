using System.Runtime.CompilerServices;

namespace VaeNotebooks.Tests;

/// <summary>Tests may touch <c>torch</c> before any type of the library, so the library's own module initializer would come too late.</summary>
internal static class LoadBeforeTests
{
    [ModuleInitializer]
    internal static void Load() => NativeLibraries.Load();
}
