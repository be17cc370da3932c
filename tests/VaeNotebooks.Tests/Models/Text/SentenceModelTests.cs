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
    public void Posterior_and_log_likelihood_are_those_of_the_steps_written_out()
    {
        using var model = SmallModels.Sharpened(new SentenceVae(Tiny, seed: 1), 2);
        var z = randn([3, 3], generator: new Generator(1));
        var (posterior, logLikelihood) = (model.Encode(Rows), model.LogLikelihood(Rows, z));
        foreach (var (i, row) in Rows.data<long>().ToArray().Chunk(7).Index())
        {
            long[] sentence = [.. row.TakeWhile(token => token != Pad)];
            var read = GruByHand.States(model, "encoder", GruByHand.Embedded(model, "embedding", sentence))[^1]; // with its end
            AssertClose(GruByHand.Linear(model, "mean", read), posterior.Mean[i]);
            AssertClose(GruByHand.Linear(model, "logVariance", read), posterior.LogVariance[i]);
            Assert.Equal(ByHand(model, sentence, sentence, z[i]), logLikelihood[i].item<float>(), 1e-4);
        }
    }

    [Fact]
    public void The_bound_is_the_log_likelihood_at_a_draw_and_the_divergence_from_the_normal_distribution()
    {
        using var model = new SentenceVae(Tiny, seed: 1);
        using var language = new SentenceLanguageModel(Tiny, seed: 2);
        var (elbo, posterior) = (model.Elbo(Rows, new Generator(3)), model.Encode(Rows));
        AssertClose(model.LogLikelihood(Rows, posterior.Rsample(new Generator(3))), elbo.Reconstruction);
        AssertClose(0.5 * (posterior.Mean.square() + posterior.LogVariance.exp() - 1 - posterior.LogVariance).sum(-1), elbo.Rate);
        var exact = language.Elbo(Rows, new Generator(3));
        AssertClose(language.LogLikelihood(Rows), exact.Reconstruction);
        AssertClose(zeros(3), exact.Rate);
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

        using var all = new SentenceVae(Tiny with { WordDropout = 1 }, seed: 1); // unknown words are fed, and those of the row are still to be predicted
        var (blind, z) = (all.Elbo(Rows, new Generator(3)).Reconstruction, all.Encode(Rows).Rsample(new Generator(3)));
        foreach (var (i, row) in Rows.data<long>().ToArray().Chunk(7).Index())
        {
            long[] sentence = [.. row.TakeWhile(token => token != Pad)];
            Assert.Equal(ByHand(all, sentence, [.. sentence.Select(token => token > End ? Vocabulary.Unknown : token)], z[i]), blind[i].item<float>(), 1e-4);
        }

        var many = Rows.repeat(2000, 1);
        var dropped = SentenceVae.DropWords(many, 0.3, new Generator(1));
        var isWord = many.gt(Vocabulary.Unknown);
        Assert.Equal(0.3, dropped.eq(Vocabulary.Unknown).logical_and(isWord).sum().item<long>() / (double)isWord.sum().item<long>(), 0.02);
        Assert.True(dropped.eq(many).logical_or(isWord).all().item<bool>());
        var whole = dropped.eq(many).all(1).reshape(2000, 3)[TensorIndex.Colon, 2].to(float32).mean().item<float>(); // five words, each by itself
        Assert.Equal(Math.Pow(0.7, 5), whole, 4 * Math.Sqrt(0.168 * 0.832 / 2000));
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
            VocabularySize = splits.English.Count,
            Length = (int)splits.Train.English.shape[1],
            EmbeddingSize = 8,
            HiddenSize = 16,
            LatentSize = 4,
            WordDropout = 0.3,
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
    public void Each_sentence_is_drawn_by_its_own_z_with_the_probability_that_the_model_gives_it()
    {
        const int Count = 20_000;
        using var model = SmallModels.Sharpened(new SentenceVae(Tiny, seed: 1), 4);
        var z = tensor(new[,] { { 1f, -1f, 0.5f }, { -2f, 1f, 1f } });
        var drawn = model.Generate(z.repeat(Count, 1), new Generator(5)).reshape(Count, 2, 7);
        var words = Enumerable.Range(2, 4).SelectMany(first => Enumerable.Range(2, 4).Select(second => (long[])[first, second])).Where(pair => pair[0] != End).ToArray();
        var likely = 0;
        for (var i = 0; i < 2; i++)
        {
            foreach (var pair in words)
            {
                var begins = tensor((long[])[Start, .. pair], [1, 3]);
                var expected = model.LogLikelihood(begins, z[i..(i + 1)]).exp().item<float>();
                var share = drawn[TensorIndex.Colon, i, ..3].eq(begins).all(1).to(float32).mean().item<float>();
                Assert.Equal(expected, share, (5 * Math.Sqrt(expected * (1 - expected) / Count)) + 1e-4);
                likely += expected > 0.02 ? 1 : 0;
            }
        }

        Assert.InRange(likely, 6, 24);
    }

    [Fact]
    public void Without_a_generator_each_word_is_the_most_probable_one()
    {
        using var model = SmallModels.Sharpened(new SentenceVae(Tiny, seed: 1), 4);
        var z = 4 * randn([20, 3], generator: new Generator(2));
        var rows = model.Generate(z);
        Assert.True(rows.data<long>().ToArray().Chunk(7).DistinctBy(row => string.Join(' ', row)).Count() > 3);
        for (var i = 0; i < 20; i++)
        {
            for (var place = 1; place < 7 && rows[i, place - 1].item<long>() is not (End or Pad); place++)
            {
                double Beginning(long token)
                {
                    var begins = rows[i..(i + 1), ..(place + 1)].clone();
                    begins[0, place] = token;
                    return model.LogLikelihood(begins, z[i..(i + 1)]).item<float>();
                }

                Assert.Equal(Enumerable.Range(2, 4).MaxBy(token => Beginning(token)), rows[i, place].item<long>());
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_model_and_another_seed_another()
    {
        static float[] Vae(int seed)
        {
            using var model = new SentenceVae(Tiny, seed);
            return model.Encode(Rows).Mean.data<float>().ToArray();
        }

        static float[] Language(int seed)
        {
            using var model = new SentenceLanguageModel(Tiny, seed);
            return model.LogLikelihood(Rows).data<float>().ToArray();
        }

        Assert.Equal(Vae(1), Vae(1));
        Assert.NotEqual(Vae(1), Vae(2));
        Assert.Equal(Language(1), Language(1));
        Assert.NotEqual(Language(1), Language(2));
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
        Assert.Throws<ArgumentOutOfRangeException>(() => model.SamplePrior(0, new Generator(1)));
        using var language = new SentenceLanguageModel(Tiny, seed: 1);
        Assert.Contains("int64 of shape [B, T]", Assert.Throws<ArgumentException>(() => language.LogLikelihood(zeros(2, 7))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => language.Generate(0, new Generator(1)));
        Assert.Contains("Generate(z)", Assert.Throws<NotSupportedException>(() => model.Decode(zeros(2, 3))).Message);
        Assert.Contains("int64 of shape [B, T]", Assert.Throws<ArgumentException>(() => model.LogLikelihood(zeros(3, 7), zeros(3, 3))).Message);
        Assert.StartsWith("z must have shape [..., 3]", Assert.Throws<ArgumentException>(() => model.LogLikelihood(Rows, zeros(3, 4))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Tiny with { WordDropout = 1.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Tiny with { WordDropout = -0.5 });
    }

    // log p(x|z) of one sentence, its end included: the word before and z go in, the scores of the next word come out.
    private static double ByHand(SentenceVae model, long[] sentence, long[] fed, Tensor z)
    {
        var inputs = GruByHand.Embedded(model, "decoder.embedding", fed[..^1]).Select(word => cat([word, z]));
        var states = GruByHand.States(model, "decoder.recurrence", inputs);
        return states.Zip(sentence.Skip(1), (state, token) => GruByHand.LogProbability(GruByHand.Linear(model, "decoder.logits", state), token)).Sum();
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
