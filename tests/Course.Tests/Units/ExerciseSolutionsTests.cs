using CSharpNotebooks.Jupyter;
using VaeNotebooks.Cli;
using Xunit;

namespace Course.Tests;

public sealed class ExerciseSolutionsTests
{
    [Fact]
    public void Each_region_is_a_solution_and_text_between_them_is_not()
    {
        var regions = ExerciseSolutions.Regions("""
            // Solutions of 04; read them after trying.
            #region 04.kl
            double Kl() =>
                0.5;

            #endregion
            some words
              #region 04.second one
            int two = 2;
              #endregion
            """);

        Assert.Equal(["04.kl", "04.second one"], regions.Keys);
        Assert.Equal("double Kl() =>\n    0.5;", regions["04.kl"]);
        Assert.Equal("int two = 2;", regions["04.second one"]);
    }

    [Fact]
    public void A_solution_without_an_exercise_is_refused()
    {
        using var course = new TemporaryCourse();
        var path = course.Add("01-none", "1");
        File.WriteAllText(Path.Combine(course.Notebooks, "solutions", "01-none.csx"), "#region 01.gone\n#endregion");

        var error = Assert.Throws<UsageException>(() => ExerciseSolutions.Of(CSharpNotebooks.NotebookDocument.Load(path), path));

        Assert.Contains("01.gone", error.Message);
    }
}
