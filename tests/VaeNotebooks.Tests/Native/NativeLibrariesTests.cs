using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class NativeLibrariesTests
{
    private static string Original => NativeSearch.Find("libLibTorchSharp.so");

    private static void SkipUnlessLinux() => Assert.SkipUnless(OperatingSystem.IsLinux(), "the remedy exists on Linux only");

    [Fact]
    public void Torch_computes_after_loading_twice()
    {
        NativeLibraries.Load();
        NativeLibraries.Load();
        using var sum = ones(2, 3).sum();
        Assert.Equal(6, sum.item<float>());
    }

    [Fact]
    public void Only_the_flag_of_the_unused_version_changes_in_the_real_file()
    {
        SkipUnlessLinux();
        var before = File.ReadAllBytes(Original);
        var after = before.ToArray();
        Assert.Equal(1, ElfVersionNeeds.MarkWeak(after, NativeLibraries.UnusedVersion));
        var changed = Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]).ToList();
        Assert.Equal((byte)2, after[Assert.Single(changed)]);
    }

    [Fact]
    public void A_version_that_nobody_needs_changes_nothing()
    {
        SkipUnlessLinux();
        var image = File.ReadAllBytes(Original);
        Assert.Equal(0, ElfVersionNeeds.MarkWeak(image, "GLIBCXX_3.4.3"));
        Assert.Equal(File.ReadAllBytes(Original), image);
    }

    [Fact]
    public void Bytes_that_are_no_library_are_refused() =>
        Assert.Throws<BadImageFormatException>(() => ElfVersionNeeds.MarkWeak(new byte[100], NativeLibraries.UnusedVersion));

    [Fact]
    public void A_second_process_reuses_the_copy_and_a_corrupt_copy_is_replaced()
    {
        var folder = Directory.CreateTempSubdirectory("vae-native-");
        try
        {
            byte[] image = [1, 2, 3, 4];
            var path = NativeLibraries.WriteCopy(image, folder.FullName);
            File.SetLastWriteTimeUtc(path, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

            Assert.Equal(path, NativeLibraries.WriteCopy(image, folder.FullName));
            Assert.Equal(2001, File.GetLastWriteTimeUtc(path).Year); // reused, not written again

            File.WriteAllBytes(path, [1, 2, 3]);
            Assert.Equal(path, NativeLibraries.WriteCopy(image, folder.FullName));
            Assert.Equal(image, File.ReadAllBytes(path));
            Assert.Equal(path, Assert.Single(Directory.GetFiles(folder.FullName))); // no temporary file left
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_missing_library_is_reported_with_the_folders_searched()
    {
        var failure = Assert.Throws<DllNotFoundException>(() => NativeSearch.Find("libabsent.so"));
        Assert.Contains("libabsent.so is in none of the folders searched", failure.Message);
        Assert.Contains("TorchSharp-cpu", failure.Message);
    }

    [Fact]
    public void Libraries_are_also_found_without_the_hosts_help_in_the_package_cache()
    {
        SkipUnlessLinux();
        var folders = NativeSearch.Folders(typeof(torch).Assembly.Location).ToList();
        var fromHost = ((string?)AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") ?? "").Split(Path.PathSeparator).Length;
        var own = folders.Skip(fromHost).ToList();
        Assert.Contains(own, folder => File.Exists(Path.Combine(folder, "libLibTorchSharp.so")));
        Assert.Contains(own, folder => File.Exists(Path.Combine(folder, "libtorch_cpu.so")));
    }
}
