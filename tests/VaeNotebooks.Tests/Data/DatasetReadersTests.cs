using Xunit;

namespace VaeNotebooks.Tests;

public sealed class DatasetReadersTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read_packed_or_plain(bool packed)
    {
        var (images, labels) = (TestFiles.IdxImages(7, seed: 1), TestFiles.IdxLabels(7, seed: 2));
        Assert.Equal(images[16..], IdxReader.ReadImages(packed ? TestFiles.Gzip(images) : images, "images", 7));
        Assert.Equal(labels[8..], IdxReader.ReadLabels(packed ? TestFiles.Gzip(labels) : labels, "labels", 7));
    }

    [Fact]
    public void A_wrong_header_is_named_with_what_was_expected_and_found()
    {
        AssertBad("2051 as magic number", "2049", TestFiles.IdxImages(3, magic: 2049));
        AssertBad("28 rows", "27", TestFiles.IdxImages(3, rows: 27));
        AssertBad("28 columns", "29", TestFiles.IdxImages(3, columns: 29));
        AssertBad("3 items", "4", TestFiles.IdxImages(4));
    }

    [Fact]
    public void A_file_cut_short_or_with_something_behind_is_refused()
    {
        var images = TestFiles.IdxImages(3);
        AssertBad("2352 bytes of pixels", "2351", images[..^1]);
        AssertBad("4 bytes of the count", "the end after 2 bytes", images[..6], packedToo: true);
        AssertBad("the end of the file", "more bytes", [.. images, 0], packedToo: true);
        AssertBad("4 bytes of the magic number", "0 bytes", []);
    }

    [Fact]
    public void A_gzip_file_that_lost_its_checksum_at_the_end_is_refused()
    {
        var packed = TestFiles.Gzip(TestFiles.IdxImages(3));
        Assert.All(Enumerable.Range(1, 8), lost => Assert.Throws<DatasetException>(() => IdxReader.ReadImages(packed[..^lost], "images")));
    }

    [Fact]
    public void A_label_above_nine_is_refused()
    {
        var labels = TestFiles.IdxLabels(5);
        labels[8 + 3] = 10;
        var error = Assert.Throws<DatasetException>(() => IdxReader.ReadLabels(labels, "labels"));
        Assert.Equal("10 at position 3", error.Found);
    }

    [Fact]
    public void A_header_that_promises_gigabytes_costs_no_memory()
    {
        byte[] promise = [.. TestFiles.IdxImages(1)[..4], 0x7f, 0xff, 0xff, 0xff, .. TestFiles.IdxImages(1)[8..]];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DatasetException>(() => IdxReader.ReadImages(promise, "images"));
        Assert.Throws<DatasetException>(() => IdxReader.ReadImages(TestFiles.Gzip(promise), "images"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_gzip_bomb_is_unpacked_no_further_than_the_header_says()
    {
        var bomb = TestFiles.Gzip([.. TestFiles.IdxImages(1), .. new byte[200_000_000]]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DatasetException>(() => IdxReader.ReadImages(bomb, "images"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Binary_text_is_read_packed_or_plain(bool packed)
    {
        var text = TestFiles.Amat(4);
        var expected = text.Where(character => character is (byte)'0' or (byte)'1').Select(character => (byte)(character - '0'));
        Assert.Equal(expected, AmatReader.Read(packed ? TestFiles.Gzip(text) : text, "amat", 4));
    }

    [Theory]
    [InlineData(0, '2', "line 1 at pixel 1")]
    [InlineData(3, '\t', "line 1 at pixel 2")]
    [InlineData(1567, ' ', "line 1 at pixel 784")]
    [InlineData(1568 + 4, 'x', "line 2 at pixel 3")]
    public void Another_character_in_binary_text_is_refused_with_its_place(int position, char character, string place)
    {
        var text = TestFiles.Amat(2);
        text[position] = (byte)character;
        Assert.Contains(place, Assert.Throws<DatasetException>(() => AmatReader.Read(text, "amat", 2)).Found);
    }

    [Fact]
    public void Too_few_and_too_many_lines_are_refused()
    {
        Assert.Contains("line 3 of 3", Assert.Throws<DatasetException>(() => AmatReader.Read(TestFiles.Amat(2), "amat", 3)).Expected);
        Assert.Equal("more bytes", Assert.Throws<DatasetException>(() => AmatReader.Read(TestFiles.Amat(3), "amat", 2)).Found);
    }

    private static void AssertBad(string expected, string found, byte[] file, bool packedToo = false)
    {
        foreach (var bytes in packedToo ? [file, TestFiles.Gzip(file)] : new[] { file })
        {
            var error = Assert.Throws<DatasetException>(() => IdxReader.ReadImages(bytes, "some-images", 3));
            Assert.Equal(("some-images", expected), (error.File, error.Expected));
            Assert.Contains(found, error.Found);
        }
    }
}
