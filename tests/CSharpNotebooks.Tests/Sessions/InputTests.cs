using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class InputTests
{
    [Theory]
    [InlineData("Console.ReadLine() + Console.ReadLine()", "result: ab", "a", "b")]
    [InlineData("$\"{(char)Console.Read()}{(char)Console.Read()}{Console.Read()}\"", "result: ab10", "ab")]
    [InlineData("$\"{(char)Console.In.Peek()}{Console.ReadLine()}\"", "result: aab", "ab")]
    [InlineData("$\"{(char)Console.Read()}{Console.ReadLine()}|{Console.ReadLine()}\"", "result: ab|c", "ab", "c")]
    [InlineData("$\"{Console.ReadLine()}|{Console.ReadLine()}\"", "result: a|b", "a\nb\n")]
    [InlineData("var buffer = new char[64]; $\"{Console.In.Read(buffer, 0, 64)} {Console.In.Read(buffer, 0, 0)}\"", "result: 4 0", "abc")]
    [InlineData("var buffer = new char[2]; Console.In.Read(buffer); $\"{new string(buffer)}|{Console.ReadLine()}\"", "result: ab|cd", "abcd")]
    [InlineData("Console.In.ReadToEnd()", "result: a", "a", "never asked")]
    [InlineData("await Console.In.ReadLineAsync()", "result: a", "a")]
    [InlineData("Console.ReadLine() is null", "result: True")]
    [InlineData("Console.Read()", "result: -1")]
    [InlineData("Console.ReadLine() == \"\"", "result: True", "")]
    public async Task Cells_read_what_is_typed(string source, string expected, params string[] lines)
    {
        await using var session = new TestSession(new SessionOptions { Input = new Typed(lines) });

        Assert.Equal([expected], await session.ShowAsync(source));
    }

    [Fact]
    public async Task What_one_cell_left_unread_is_not_the_next_ones()
    {
        await using var session = new TestSession(new SessionOptions { Input = new Typed("yes", "new") });

        Assert.Equal(["result: y"], await session.ShowAsync("(char)Console.Read()"));
        Assert.Equal(["result: new"], await session.ShowAsync("Console.ReadLine()"));
    }

    private sealed class Typed(params string[] lines) : IInputSource
    {
        private readonly Queue<string> _lines = new(lines);

        public string? ReadLine(string prompt, bool isSecret) => _lines.TryDequeue(out var line) ? line : null;
    }
}
