using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

/// <summary>Questions to a session whose cells really run.</summary>
public sealed class SessionTests
{
    private static readonly Action<CellOutput> Nowhere = _ => { };

    [Fact]
    public async Task What_has_run_is_known_and_what_failed_to_compile_is_not()
    {
        await using var session = new CSharpSession(new SessionOptions());
        var assistant = new CodeAssistant(session);

        await session.ExecuteAsync("#!set --name fromMagic --value 1\nvar words = new[] { \"a\" };", 1, Nowhere);
        await session.ExecuteAsync("var broken = nowhere;", 2, Nowhere);
        await session.ExecuteAsync("var beforeError = 1; throw new Exception();", 3, Nowhere);

        Assert.Contains("Length", await TextsAsync(assistant, "words.First().|"));
        Assert.Equal(["fromMagic"], await TextsAsync(assistant, "fromM|"));
        Assert.Equal(["beforeError"], await TextsAsync(assistant, "beforeE|"));
        Assert.Empty(await TextsAsync(assistant, "brok|"));
    }

    [Fact]
    public async Task Types_of_an_assembly_that_a_cell_adds_are_offered_from_then_on()
    {
        var folder = Directory.CreateTempSubdirectory("assistance-").FullName;
        await WriteAssemblyAsync(Path.Combine(folder, "Assisted.dll"));
        await using var session = new CSharpSession(new SessionOptions { WorkingDirectory = folder });
        var assistant = new CodeAssistant(session);
        await session.ExecuteAsync("var before = 1;", 1, Nowhere);

        Assert.Empty(await TextsAsync(assistant, "using Assis|"));
        await session.ExecuteAsync("#r \"Assisted.dll\"\nusing Assisted;\nvar answer = new Answer();", 2, Nowhere);

        Assert.Equal(["Assisted"], await TextsAsync(assistant, "using Assis|"));
        Assert.Contains("Value", await TextsAsync(assistant, "answer.|"));
        Assert.Contains("CompareTo", await TextsAsync(assistant, "before.|"));
        var inspection = await assistant.InspectAsync("answer.Value", 9, 0, TestContext.Current.CancellationToken);
        Assert.Equal("int Answer.Value { get; }\n\nTo everything.", inspection!.Plain);
    }

    [Fact]
    public async Task What_the_host_holds_for_the_engine_alone_is_offered_when_a_cell_asks_for_it()
    {
        await using var session = new CSharpSession(new SessionOptions());
        var assistant = new CodeAssistant(session);

        Assert.Empty(await TextsAsync(assistant, "using NetM|"));
        Assert.Empty(await TextsAsync(assistant, "using Markd|"));
        await session.ExecuteAsync("#r \"nuget: NetMQ\"\n#r \"Markdig.dll\"", 1, Nowhere);

        Assert.Equal(["NetMQ"], await TextsAsync(assistant, "using NetM|"));
        Assert.Equal(["Markdig"], await TextsAsync(assistant, "using Markd|"));
        Assert.Equal(["CSharpNotebooks"], await TextsAsync(assistant, "using CSharpN|"));
    }

    [Fact]
    public async Task Questions_are_answered_while_a_cell_runs()
    {
        await using var session = new CSharpSession(new SessionOptions());
        var assistant = new CodeAssistant(session);
        var running = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        await session.ExecuteAsync("var earlier = \"a\";", 1, Nowhere);
        var cell = session.ExecuteAsync("var now = 1.5; Console.WriteLine(); while (true) { }", 2, _ => running.TrySetResult(), stop.Token);
        await running.Task;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TextsAsync(assistant, "earlier.|")));

        Assert.All(answers, answer => Assert.Contains("Length", answer));
        Assert.Contains("CompareTo", await TextsAsync(assistant, "now.|"));
        stop.Cancel();
        Assert.IsType<CellOutcome.Cancelled>(await cell);
    }

    private static async Task<string[]> TextsAsync(CodeAssistant assistant, string marked) => Questions.Texts(await Questions.CompleteAsync(assistant, marked));

    private static async Task WriteAssemblyAsync(string path)
    {
        const string Code = "namespace Assisted { public class Answer { /** <summary>To everything.</summary> */ public int Value => 42; } }";
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(Code, new CSharpParseOptions(documentationMode: DocumentationMode.Parse))],
            HostAssemblies.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = File.Create(path);
        using var documentation = File.Create(Path.ChangeExtension(path, ".xml"));
        Assert.True(compilation.Emit(assembly, xmlDocumentationStream: documentation).Success);
        await assembly.FlushAsync();
    }
}
