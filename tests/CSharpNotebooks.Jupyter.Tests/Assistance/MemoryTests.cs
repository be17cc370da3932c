using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class MemoryTests
{
    [Fact]
    public async Task Nothing_of_a_question_is_kept()
    {
        var questions = new Questions("var text = \"a\";");
        await AskAsync(questions, 50);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await AskAsync(questions, 250);

        // Each question compiles and lists 130 members: kept, they would be some 100 KB each.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 << 20);
    }

    private static async Task AskAsync(Questions questions, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.NotEmpty((await questions.CompleteAsync($"var n{i} = 1;\ntext.|")).Items);
            Assert.NotNull(await questions.InspectAsync($"var n{i} = 1;\nte|xt"));
        }
    }
}
