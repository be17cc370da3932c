using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class MessageCodecTests
{
    private const string Header = """{"msg_id":"1","msg_type":"execute_request"}""";

    [Fact]
    public void A_message_comes_back_as_it_was()
    {
        var sent = Messages.Of("execute_request", """{"code":"\"Zoë 🦊\\n\u0000\"","silent":true,"n":-1}""", new() { ["msg_id"] = "parent" });

        var received = Messages.Codec().Decode(Messages.Codec().Encode(sent))!;

        Assert.Equal((sent.Type, sent.Id, "parent"), (received.Type, received.Id, received.ParentId));
        Assert.Equal(sent.Identities, received.Identities);
        Assert.Equal(("\"Zoë 🦊\\n\0\"", true, -1), (received.Text("code"), received.Flag("silent", false), received.Number("n", 0)));
        Assert.InRange(received.Date!.Value, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public void A_message_that_was_here_before_is_dropped()
    {
        var (codec, frames) = (Messages.Codec(), Messages.Frames(Header, "{}", "{}", "{}"));

        Assert.NotNull(codec.Decode(frames));
        Assert.Null(codec.Decode(frames));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void A_part_that_was_changed_is_noticed(int part)
    {
        var frames = Messages.Frames(Header, "{}", "{}", """{"code":"1"}""");
        frames[part] = [.. frames[part].SkipLast(1), (byte)' ', (byte)'}'];

        Assert.Null(Messages.Codec().Decode(frames));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":{"b":1,"b":2}}""")]
    [InlineData("""{"a":NaN}""")]
    public void Signed_rubbish_is_dropped(string content) => Assert.Null(Messages.Codec().Decode(Messages.Frames(Header, "{}", "{}", content)));

    [Fact]
    public void Nothing_is_read_deeper_than_it_could_be_written_again()
    {
        var deep = $"{{\"a\":{new string('[', 1000)}{new string(']', 1000)}}}";

        Assert.Null(Messages.Codec().Decode(Messages.Frames(Header, "{}", "{}", deep)));
    }

    [Theory]
    [InlineData(@"\ud83e", "\ufffd")]
    [InlineData(@"\uDD8A!", "\ufffd!")]
    [InlineData(@"\udd8a\ud83e", "\ufffd\ufffd")]
    [InlineData(@"\ud83e\ud83e\udd8a", "\ufffd🦊")]
    [InlineData(@"\\ud83e", @"\ud83e")]
    [InlineData(@"\\\ud83e\n", "\\\ufffd\n")]
    public void Half_a_character_becomes_a_sign_that_it_was_there(string escaped, string expected)
    {
        var content = $$"""{"{{escaped}}":"{{escaped}}","code":"{{escaped}}"}""";
        var message = Messages.Codec().Decode(Messages.Frames(Header.Replace("\"1\"", $"\"{escaped}\"", StringComparison.Ordinal), "{}", "{}", content))!;

        Assert.Equal((expected, expected, expected), (message.Text("code"), message.Text(expected), message.Id));
        Assert.NotEmpty(Messages.Codec().Encode(JupyterMessage.Create([], "execute_reply", message, message.Content)));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_become_a_sign_that_they_were_there()
    {
        byte[] content = [.. "{\"code\":\""u8, 0xed, 0xa0, 0x80, 0xff, .. "\"}"u8];

        var message = Messages.Codec().Decode(Messages.Frames([.. new[] { Header, "{}", "{}" }.Select(Encoding.UTF8.GetBytes), content]))!;

        Assert.Matches("^\ufffd+$", message.Text("code"));
    }

    [Theory]
    [InlineData("""{"code":5,"silent":"yes","n":1e300}""")]
    [InlineData("""{"code":{"a":1},"silent":1,"n":1.5}""")]
    [InlineData("""{"code":null,"silent":null,"n":null}""")]
    [InlineData("{}")]
    public void A_value_of_the_wrong_type_is_as_good_as_none(string content)
    {
        var message = Messages.Codec().Decode(Messages.Frames("""{"msg_type":7,"msg_id":[],"date":{}}""", "{}", "{}", content))!;

        Assert.Equal(("", "", null), (message.Type, message.Id, message.Date));
        Assert.Equal((null, true, 9), (message.Text("code"), message.Flag("silent", true), message.Number("n", 9)));
    }

    [Fact]
    public void What_lies_behind_the_four_parts_is_ignored() =>
        Assert.NotNull(Messages.Codec().Decode([.. Messages.Frames(Header, "{}", "{}", "{}"), [1, 2, 3]]));

    [Fact]
    public void Whatever_arrives_nothing_is_thrown_and_nothing_unsigned_gets_through()
    {
        var random = new Random(1);
        for (var i = 0; i < 5_000; i++)
        {
            var frames = Messages.Frames(Header, "{}", "{}", $$"""{"code":"{{i}}"}""").ToList();
            Mutate(frames, random);
            Assert.Null(Messages.Codec().Decode(frames));
        }
    }

    [Fact]
    public void Whatever_is_signed_nothing_is_thrown_when_it_is_read_or_answered()
    {
        var random = new Random(2);
        var read = 0;
        for (var i = 0; i < 5_000; i++)
        {
            byte[][] parts = [.. new[] { Header, "{}", "{}", """{"code":"\ud83e\udd8a\"","n":[1,{"a":"b"}]}""" }.Select(Encoding.UTF8.GetBytes)];
            Scramble(parts[random.Next(2) * 3], random);
            if (Messages.Codec().Decode(Messages.Frames(parts)) is { } message)
            {
                read++;
                _ = (message.Type, message.Id, message.Date, message.Text("code"));
                Assert.NotEmpty(Messages.Codec().Encode(JupyterMessage.Create([], "reply", message, message.Content)));
            }
        }

        Assert.InRange(read, 100, 4_900);
    }

    [Fact]
    public void What_JSON_has_no_words_for_is_an_error_of_the_sender()
    {
        var message = Messages.Of("stream", "{}");
        message.Content["value"] = double.NaN;

        Assert.ThrowsAny<Exception>(() => Messages.Codec().Encode(message));
        Assert.Contains("\\ufffd", JsonSerializer.Serialize(Decoded("\ud83e"), new JsonSerializerOptions()), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What a front end reads where the kernel sent a text.</summary>
    private static string Decoded(string text)
    {
        var content = new JsonObject { ["text"] = text };
        return Messages.Codec().Decode(Messages.Codec().Encode(Messages.Of("stream", "{}") with { Content = content }))!.Text("text")!;
    }

    /// <summary>Changes what the signature covers, or the signature, or takes away or doubles what must be there.</summary>
    private static void Mutate(List<byte[]> frames, Random random)
    {
        var at = random.Next(1, frames.Count);
        switch (random.Next(3))
        {
            case 0:
                frames.RemoveAt(at);
                break;
            case 1:
                frames.Insert(Math.Max(at, 2), [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (byte)random.Next(256))]);
                break;
            default:
                frames[at] = [.. frames[at]];
                Scramble(frames[at], random);
                break;
        }
    }

    private static void Scramble(byte[] bytes, Random random)
    {
        var start = random.Next(bytes.Length);
        for (var i = start; i < Math.Min(bytes.Length, start + random.Next(1, 4)); i++)
        {
            bytes[i] ^= (byte)random.Next(1, 256);
        }
    }
}
