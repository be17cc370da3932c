using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class SentenceModelTests : IDisposable
{
    private const long Start = Vocabulary.Start, End = Vocabulary.End, Pad = Vocabulary.Pad;

    private static readonly SentenceVaeOptions Tiny = new() { VocabularySize = 6, Length = 7, EmbeddingSize = 5, HiddenSize = 7, LatentSize = 3 };

    private readonly DisposeScope _scope = NewDisposeScope();

    private static Tensor Rows => tensor(new[,] { { Start, 4, 5, 3, End, Pad, Pad }, { Start, 5, End, Pad, Pad, Pad, Pad }, { Start, 4, 4, 4, 5, 5, End } });

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_probabilities_of_all_sentences_add_up_to_one()
    {
        using var model = new SentenceVae(Tiny, seed: 1);
        using var language = new SentenceLanguageModel(Tiny, seed: 2);
        var z = randn([1, 3], generator: new Generator(1));
        AssertNormalised(rows => model.LogLikelihood(rows, z.expand(rows.shape[0], -1)));
        AssertNormalised(language.LogLikelihood);
    }

    [Fact]
    public void Padding_changes_nothing()
    {
        using var model = new SentenceVae(Tiny, seed: 1);
        var (wide, narrow) = (Rows, Rows.narrow(0, 0, 2).narrow(1, 0, 5));
        var (a, b) = (model.Elbo(wide, new Generator(3)), model.Elbo(narrow, new Generator(3)));
        AssertClose(a.Reconstruction[..2], b.Reconstruction);
        AssertClose(a.Rate[..2], b.Rate);
        AssertClose(model.Encode(wide).Mean[1], model.Encode(wide.narrow(0, 1, 1).narrow(1, 0, 3)).Mean[0]);
    }

    [Fact]
    public void The_log_likelihood_is_the_product_of_the_steps_that_Generate_would_take()
    {
        using var language = new SentenceLanguageModel(Tiny, seed: 2);
        var drawn = language.Generate(20_000, new Generator(5));
        var sentences = tensor(new[,] { { Start, 4, End, Pad }, { Start, End, Pad, Pad }, { Start, 3, 5, End } });
        var expected = language.LogLikelihood(sentences).exp().data<float>().ToArray();
        for (var i = 0; i < 3; i++)
        {
            var wanted = cat([sentences[i], zeros(3, int64)]);
            var share = drawn.eq(wanted).all(1).to(float32).mean().item<float>();
            Assert.Equal(expected[i], share, 5 * Math.Sqrt(expected[i] / 20_000));
        }

        Assert.True(drawn.narrow(1, 1, 6).ne(Start).all().item<bool>());
    }

    [Fact]
    public void Samples_of_z_give_the_rows_of_single_calls()
    {
        using var model = new SentenceVae(Tiny, seed: 1);
        var z = randn([4, 3, 3], generator: new Generator(1));
        var all = model.LogLikelihood(Rows, z);
        Assert.Equal([4, 3], all.shape);
        for (var k = 0; k < 4; k++) AssertClose(model.LogLikelihood(Rows, z[k]), all[k]);
        Assert.Equal([3], Evaluation.LogLikelihood(model, Rows, 20, new Generator(2)).shape);
    }

    [Fact]
    public void Words_are_dropped_in_training_only_and_by_the_generator()
    {
        using var model = new SentenceVae(Tiny with { WordDropout = 0.5 }, seed: 1);
        using var plain = new SentenceVae(Tiny, seed: 1);
        model.eval();
        AssertClose(plain.Elbo(Rows, new Generator(3)).Reconstruction, model.Elbo(Rows, new Generator(3)).Reconstruction);
        model.train();
        var first = model.Elbo(Rows, new Generator(3)).Reconstruction;
        AssertClose(first, model.Elbo(Rows, new Generator(3)).Reconstruction);
        Assert.NotEqual(first.data<float>().ToArray(), plain.Elbo(Rows, new Generator(3)).Reconstruction.data<float>().ToArray());

        var many = Rows.repeat(2000, 1);
        var dropped = SentenceVae.DropWords(many, 0.3, new Generator(1));
        var isWord = many.gt(Vocabulary.Unknown);
        Assert.Equal(0.3, dropped.eq(Vocabulary.Unknown).logical_and(isWord).sum().item<long>() / (double)isWord.sum().item<long>(), 0.02);
        Assert.True(dropped.eq(many).logical_or(isWord).all().item<bool>());
    }

    [Fact]
    public void The_gradient_is_that_of_finite_differences()
    {
        using var model = new SentenceVae(Tiny, seed: 1);
        model.to(float64);
        Tensor Loss() => (model.Encode(Rows).Kl() - model.LogLikelihood(Rows, model.Encode(Rows).Mean)).sum();
        Loss().backward();
        foreach (var (name, parameter) in model.named_parameters())
        {
            var direction = randn(parameter.shape, float64, generator: new Generator(9));
            var exact = (parameter.grad! * direction).sum().item<double>();
            double At(double step)
            {
                using var off = no_grad();
                parameter.add_(direction * step);
                var value = Loss().item<double>();
                parameter.sub_(direction * step);
                return value;
            }

            Assert.True(Math.Abs(((At(1e-5) - At(-1e-5)) / 2e-5) - exact) < 1e-5 * (1 + Math.Abs(exact)), name);
        }
    }

    [Fact]
    public void Training_repeats_bit_for_bit_and_leaves_no_tensor()
    {
        using var splits = Sentences.Load("grammar", 300, 50);
        var options = new SentenceVaeOptions
        {
            VocabularySize = splits.English.Count, Length = (int)splits.Train.English.shape[1], EmbeddingSize = 8, HiddenSize = 16, LatentSize = 4, WordDropout = 0.3,
        };
        IReadOnlyList<EpochRecord> Train()
        {
            using var model = new SentenceVae(options, seed: 3);
            using var trainer = new Trainer(model, new TrainerOptions { Epochs = 2, BatchSize = 50 });
            return trainer.Fit(splits.Train.English, splits.Test.English);
        }

        var first = Train();
        var before = LiveTensors.OnThisThread;
        var second = Train();
        Assert.Equal(before, LiveTensors.OnThisThread);
        Assert.Equal(first.Select(record => (record.TestReconstruction, record.TestRate)), second.Select(record => (record.TestReconstruction, record.TestRate)));
        Assert.True(second[1].TestReconstruction > second[0].TestReconstruction);
    }

    [Fact]
    public void Generated_rows_end_with_padding_and_the_most_probable_words_need_no_generator()
    {
        using var model = new SentenceVae(Tiny, seed: 1);
        var z = model.SamplePrior(50, new Generator(1));
        var rows = model.Generate(z, new Generator(2));
        Assert.Equal([50, 7], rows.shape);
        Assert.Equal(rows.data<long>().ToArray(), model.Generate(z, new Generator(2)).data<long>().ToArray());
        Assert.Equal(model.Generate(z).data<long>().ToArray(), model.Generate(z).data<long>().ToArray());
        Assert.All(rows.data<long>().ToArray().Chunk(7), row =>
            Assert.All(row.SkipWhile(token => token != End).Skip(1), token => Assert.Equal(Pad, token)));
    }

    [Fact]
    public void What_is_no_token_row_is_refused()
    {
        using var model = new SentenceVae(Tiny, seed: 1);
        Assert.Contains("int64 of shape [B, T]", Assert.Throws<ArgumentException>(() => model.Encode(zeros(2, 7))).Message);
        Assert.Throws<ArgumentException>(() => model.Generate(zeros(2, 4)));
        Assert.Contains("Generate(z)", Assert.Throws<NotSupportedException>(() => model.Decode(zeros(2, 3))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Tiny with { WordDropout = 1.5 });
    }

    // Sentences of up to four words, and the beginnings of four words that go on: together everything that can happen.
    private static void AssertNormalised(Func<Tensor, Tensor> logLikelihood)
    {
        const int longest = 4;
        long[] words = [3, 4, 5];
        List<long[]> prefixes = [[Start]];
        var total = 0.0;
        for (var length = 0; length <= longest; length++)
        {
            total += Sum([.. prefixes.Select(prefix => (long[])[.. prefix, End])]);
            prefixes = [.. prefixes.SelectMany(prefix => words.Select(word => (long[])[.. prefix, word]))];
        }

        Assert.Equal(1, total + Sum(prefixes), 1e-5);

        double Sum(List<long[]> rows) =>
            logLikelihood(tensor(rows.SelectMany(row => row).ToArray(), [rows.Count, rows[0].Length])).exp().sum().item<float>();
    }

    private static void AssertClose(Tensor expected, Tensor actual) => Assert.True(expected.allclose(actual, 1e-5, 1e-6), $"{expected.str()} {actual.str()}");
}
