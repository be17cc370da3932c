using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class SubmissionCompilerTests
{
    [Fact]
    public async Task A_submission_inherits_references_and_names_none_again()
    {
        await SubmissionCompiler.WarmUpAsync();
        var compiler = new SubmissionCompiler();

        // Named again by each, the references of n cells are n times n: a thousand cells took 3.7 GB.
        Assert.NotEmpty(Compile(compiler, "var a = 1;").Compilation.ExternalReferences);
        Assert.Empty(Compile(compiler, "var b = a + 1;").Compilation.ExternalReferences);
        Assert.IsType<CompiledSubmission.Failed>(compiler.Compile("missing", "cell[3]", default));
        compiler.AddReference(typeof(FactAttribute).Assembly.Location);
        Assert.IsType<CompiledSubmission.Failed>(compiler.Compile("missing", "cell[4]", default));
        Assert.Single(Compile(compiler, "var c = new Xunit.FactAttribute();").Compilation.ExternalReferences);
        Assert.Empty(Compile(compiler, "c.ToString() + b").Compilation.ExternalReferences);
    }

    private static CompiledSubmission.Ready Compile(SubmissionCompiler compiler, string code)
    {
        var ready = Assert.IsType<CompiledSubmission.Ready>(compiler.Compile(code, "cell", default));
        compiler.Commit(ready, code);
        return ready;
    }
}
