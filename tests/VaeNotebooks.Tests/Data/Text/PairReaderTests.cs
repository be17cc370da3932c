using System.IO.Compression;
using System.Text;
using Xunit;

namespace VaeNotebooks.Tests;

public sealed class PairReaderTests
{
    private const string Good = "Hi.\t嗨。\tby A & B\nRun!\t跑！\tby C & D\n";

    [Fact]
    public void Each_line_is_a_pair_with_its_attribution()
    {
        SentencePair[] expected = [new("Hi.", "嗨。", "by A & B"), new("Run!", "跑！", "by C & D")];
        Assert.Equal(expected, Read(Good, 2));
        Assert.Equal(expected, PairReader.ReadZip(Zip(Good), "toy.zip", "cmn.txt", 2));
    }

    [Theory]
    [InlineData("Hi.\t嗨。\tby A\n\nRun!\t跑！\tby C\n", "3 columns", "1 in \"\" in line 2")]
    [InlineData("Hi.\t嗨。\tby A\nRun!\t跑！\n", "3 columns", "2 in \"Run!\" in line 2")]
    [InlineData("Hi.\t嗨。\tby A\tmore\n", "3 columns", "4 in \"Hi.\" in line 1")]
    [InlineData("Hi.\t \tby A\n", "text in column 2", "none in line 1")]
    [InlineData("Hi.\t嗨。\tby A\r\n", "text without control characters", "U+000D in line 1")]
    [InlineData("Hi.\t嗨。\tby A\n", "2 lines", "1")]
    [InlineData("Hi.\t嗨。\tby A\nRun", "a line feed at the end", "the end of the file in line 2")]
    public void A_line_that_is_not_sound_is_named(string text, string expected, string found)
    {
        var error = Assert.Throws<DatasetException>(() => Read(text, 2));
        Assert.Contains(expected, error.Expected);
        Assert.Equal(found, error.Found);
        Assert.Contains("get it again", error.Remedy);
    }

    [Fact]
    public void Broken_utf8_is_named_with_its_line_and_bytes()
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(Good), (byte)'a', (byte)'\t', 0xE5, 0x28, (byte)'\t', (byte)'b', (byte)'\n'];
        var error = Assert.Throws<DatasetException>(() => PairReader.Read(text, "toy.txt", 3));
        Assert.Equal(("toy.txt", "UTF-8", "the bytes E5 at byte 3 in line 3"), (error.File, error.Expected, error.Found));
    }

    [Fact]
    public void A_zip_without_the_text_or_with_a_wrong_checksum_is_refused()
    {
        Assert.Contains("cmn.txt", Assert.Throws<DatasetException>(() => PairReader.ReadZip(Zip(Good, "other.txt"), "toy.zip", "cmn.txt", 2)).Expected);
        var stored = Zip(Good, level: CompressionLevel.NoCompression);
        stored[stored.AsSpan().IndexOf("Run!"u8)] = (byte)'B'; // "Bun!" is sound text: only the checksum can tell
        Assert.Contains("CRC-32", Assert.Throws<DatasetException>(() => PairReader.ReadZip(stored, "toy.zip", "cmn.txt", 2)).Expected);
        Assert.Equal("an intact zip", Assert.Throws<DatasetException>(() => PairReader.ReadZip([1, 2, 3], "toy.zip", "cmn.txt", 2)).Expected);
    }

    [Fact]
    public void The_checksum_is_that_of_the_standard() => Assert.Equal(0xCBF43926, Crc32.Of("123456789"u8));

    private static IReadOnlyList<SentencePair> Read(string text, int lines) => PairReader.Read(Encoding.UTF8.GetBytes(text), "toy.txt", lines);

    private static byte[] Zip(string text, string name = "cmn.txt", CompressionLevel level = CompressionLevel.Fastest)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(name, level).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
