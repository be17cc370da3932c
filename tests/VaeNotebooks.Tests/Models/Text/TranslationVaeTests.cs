using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class TranslationVaeTests : IDisposable
{
    private const long Start = Vocabulary.Start, End = Vocabulary.End, Pad = Vocabulary.Pad;

    private static readonly TranslationVaeOptions Tiny = new()
    {
        SourceVocabulary = 7,
        TargetVocabulary = 6,
        SourceLength = 5,
        TargetLength = 6,
        EmbeddingSize = 4,
        HiddenSize = 5,
        LatentSize = 3,
    };

    private readonly DisposeScope _scope = NewDisposeScope();

    private static Tensor Source => tensor(new[,] { { Start, 4, 6, End, Pad }, { Start, 5, End, Pad, Pad } });

    private static Tensor Target => tensor(new[,] { { Start, 4, 5, 3, End, Pad }, { Start, 5, End, Pad, Pad, Pad } });

    private static Tensor Pairs => TranslationVae.Join(Source, Target);

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void The_probabilities_of_all_translations_add_up_to_one(int latentSize)
    {
        using var model = new TranslationVae(Tiny with { LatentSize = latentSize }, seed: 1);
        var rows = AllTargets(places: 5);                                           // with their end, or cut at 5 places
        var source = Source[..1].expand(rows.shape[0], -1);
        var z = randn([1, latentSize], generator: new Generator(1)).expand(rows.shape[0], -1);
        Assert.Equal(1, model.LogLikelihood(TranslationVae.Join(source, rows), z).exp().sum().ToDouble(), 1e-5);
    }

    [Fact]
    public void Posterior_and_log_likelihood_are_those_of_the_steps_written_out()
    {
        using var model = SmallModels.Sharpened(new TranslationVae(Tiny, seed: 1), 2);
        var z = randn([2, 3], generator: new Generator(1));
        var (posterior, logLikelihood) = (model.Encode(Pairs), model.LogLikelihood(Pairs, z));
        using var translation = model.Translate(Source, z);
        for (var i = 0; i < 2; i++)
        {
            long[] read = Words(Source[i]), written = Words(Target[i]);
            var embedded = GruByHand.Embedded(model, "source.embedding", read);
            var there = GruByHand.States(model, "source.forwards", embedded);
            var back = GruByHand.States(model, "source.backwards", embedded.Reverse()).Reverse();
            var states = there.Zip(back, (one, other) => cat([one, other])).ToArray();

            var summary = cat([Mean(GruByHand.States(model, "target", GruByHand.Embedded(model, "embedding", written))), Mean(embedded)]);
            Assert.True(GruByHand.Linear(model, "mean", summary).allclose(posterior.Mean[i], 1e-4, 1e-5));
            Assert.True(GruByHand.Linear(model, "logVariance", summary).allclose(posterior.LogVariance[i], 1e-4, 1e-5));

            Assert.Equal(Steps(states, written, z[i]).Sum(step => step.LogProbability), logLikelihood[i].item<float>(), 1e-4);
            foreach (var (t, step) in Steps(states, Words(translation.Tokens[i]), z[i]).Index())
            {
                Assert.Equal(step.Attention, translation.Attention[i, t].data<float>().ToArray().Take(states.Length).Select(weight => (double)weight), (a, b) => Math.Abs(a - b) < 1e-5);
            }
        }

        // Of each token after the start: its log probability, and where the step looked.
        IEnumerable<(double LogProbability, double[] Attention)> Steps(Tensor[] states, long[] tokens, Tensor own)
        {
            var start = GruByHand.Linear(model, "decoder.start", Mean(states)).tanh();
            var inputs = GruByHand.Embedded(model, "decoder.embedding", tokens[..^1]).Select(word => cat([word, own]));
            foreach (var (state, next) in GruByHand.States(model, "decoder.recurrence", inputs, start).Zip(tokens.Skip(1)))
            {
                var question = GruByHand.Parameter(model, "decoder.question.weight").mv(state);
                var weights = states.Select(one => Math.Exp(one.dot(question).item<float>())).ToArray();
                double[] attention = [.. weights.Select(weight => weight / weights.Sum())];
                var answer = states.Zip(attention, (one, weight) => one * weight).Aggregate((sum, one) => sum + one);
                var scores = GruByHand.Linear(model, "decoder.logits", GruByHand.Linear(model, "decoder.joint", cat([state, answer])).tanh());
                yield return (GruByHand.LogProbability(scores, next), attention);
            }
        }

        static long[] Words(Tensor row) => [.. row.data<long>().ToArray().TakeWhile(token => token != Pad)];

        static Tensor Mean(Tensor[] rows) => rows.Aggregate((sum, row) => sum + row) / rows.Length;
    }

    [Fact]
    public void The_bound_is_the_log_likelihood_at_a_draw_and_the_divergence_from_the_normal_distribution()
    {
        using var model = new TranslationVae(Tiny, seed: 1);
        var (elbo, posterior) = (model.Elbo(Pairs, new Generator(3)), model.Encode(Pairs));
        Assert.True(model.LogLikelihood(Pairs, posterior.Rsample(new Generator(3))).allclose(elbo.Reconstruction, 1e-5, 1e-5));
        Assert.True((0.5 * (posterior.Mean.square() + posterior.LogVariance.exp() - 1 - posterior.LogVariance).sum(-1)).allclose(elbo.Rate, 1e-5, 1e-5));
    }

    [Fact]
    public void Padding_changes_nothing()
    {
        using var model = new TranslationVae(Tiny, seed: 1);
        using var wide = new TranslationVae(Tiny with { SourceLength = 8, TargetLength = 9 }, seed: 1);
        var padding = zeros(2, 3, int64);
        Tensor[] sources = [Source, padding], targets = [Target, padding];
        var wider = TranslationVae.Join(cat(sources, 1), cat(targets, 1));
        var (a, b) = (model.Elbo(Pairs, new Generator(3)), wide.Elbo(wider, new Generator(3)));
        Assert.True(a.Reconstruction.allclose(b.Reconstruction, 1e-5, 1e-5));
        Assert.True(a.Rate.allclose(b.Rate, 1e-5, 1e-5));
    }

    [Fact]
    public void Attention_adds_up_to_one_over_the_words()
    {
        using var model = new TranslationVae(Tiny, seed: 1);
        using var translation = model.Translate(Source, zeros(2, 3));
        Assert.Equal([2, 5, 5], translation.Attention.shape);
        Assert.Equal([2, 6], translation.Tokens.shape);
        Assert.True(translation.Attention.sum(-1).allclose(ones(2, 5), 1e-5, 1e-5));
        Assert.Equal(0, translation.Attention[1, TensorIndex.Colon, 3..].abs().max().ToDouble());
        Assert.True(translation.Attention[1, TensorIndex.Colon, ..3].min().ToDouble() > 0);
    }

    [Fact]
    public void Greedy_translation_takes_the_most_probable_token_and_stays_over()
    {
        using var model = SmallModels.Sharpened(new TranslationVae(Tiny, seed: 4), 4); // what is fed, the state and z all matter
        var z = 2 * randn([20, 3], generator: new Generator(2));
        var source = Source.repeat(10, 1);
        using var translation = model.Translate(source, z);
        Assert.True(translation.Tokens.data<long>().ToArray().Chunk(6).DistinctBy(row => string.Join(' ', row)).Count() > 5);
        for (var i = 0; i < 20; i++)
        {
            var row = translation.Tokens[i];
            for (var places = 2; places <= 6 && row[places - 2].item<long>() is not (End or Pad); places++)
            {
                var scores = Enumerable.Range((int)End, 4).Select(token => Beginning(model, source[i..(i + 1)], row, places, token, z[i..(i + 1)])).ToArray();
                Assert.Equal(row[places - 1].item<long>(), End + Array.IndexOf(scores, scores.Max()));
            }
        }

        foreach (var row in translation.Tokens.data<long>().ToArray().Chunk(6)) Assert.All(row.SkipWhile(token => token != End).Skip(1), token => Assert.Equal(Pad, token));
    }

    [Fact]
    public void Samples_of_z_give_the_rows_of_single_calls()
    {
        using var model = new TranslationVae(Tiny, seed: 1);
        var z = randn([4, 2, 3], generator: new Generator(2));
        var together = model.LogLikelihood(Pairs, z);
        for (var k = 0; k < 4; k++) Assert.True(together[k].allclose(model.LogLikelihood(Pairs, z[k]), 1e-5, 1e-5));
    }

    [Fact]
    public void Without_a_latent_the_bound_is_the_log_likelihood_and_nothing_is_drawn()
    {
        using var model = new TranslationVae(Tiny with { LatentSize = 0 }, seed: 1);
        var elbo = model.Elbo(Pairs, new Generator(1));
        Assert.Equal(0, elbo.Rate.abs().max().ToDouble());
        Assert.True(elbo.Value.allclose(model.LogLikelihood(Pairs, zeros([2L, 0]))));
        Assert.True(model.LogWeights(Pairs, 3, new Generator(1))[2].allclose(elbo.Value, 1e-5, 1e-5));
    }

    [Fact]
    public void The_same_seed_gives_the_same_model_and_every_parameter_learns()
    {
        using var model = new TranslationVae(Tiny, seed: 1);
        using var twin = new TranslationVae(Tiny, seed: 1);
        Assert.Equal(model.Elbo(Pairs, new Generator(3)).Value.data<float>().ToArray(), twin.Elbo(Pairs, new Generator(3)).Value.data<float>().ToArray());
        using var other = new TranslationVae(Tiny, seed: 2);
        Assert.False(model.Encode(Pairs).Mean.allclose(other.Encode(Pairs).Mean));
        model.Elbo(Pairs, new Generator(3)).Loss().backward();
        Assert.All(model.named_parameters(), entry => Assert.True(entry.parameter.grad?.abs().sum().ToDouble() > 0, entry.name));
    }

    [Fact]
    public void No_tensor_stays_behind()
    {
        using var model = new TranslationVae(Tiny, seed: 1);
        using var pairs = Pairs;
        using var z = zeros(2, 3);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (NewDisposeScope())
        {
            model.Elbo(pairs, new Generator(1));
            model.Translate(pairs.narrow(1, 0, 5), z);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        using var source = pairs.narrow(1, 0, 5);
        model.Translate(source, z).Dispose();
        Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount); // the source
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var model = new TranslationVae(Tiny, seed: 1);
        Assert.Contains("[B, 11]", Assert.Throws<ArgumentException>(() => model.Encode(Source)).Message);
        Assert.Contains("int64", Assert.Throws<ArgumentException>(() => model.Encode(Pairs.to(float32))).Message);
        Assert.Contains("[..., 3]", Assert.Throws<ArgumentException>(() => model.LogLikelihood(Pairs, zeros(2, 4))).Message);
        Assert.Contains("B = 2", Assert.Throws<ArgumentException>(() => model.LogLikelihood(Pairs, zeros(3, 3))).Message);
        Assert.Contains("3 rows for 2", Assert.Throws<ArgumentException>(() => model.Translate(Source, zeros(3, 3))).Message);
        Assert.Contains("B = 2", Assert.Throws<ArgumentException>(() => model.LogLikelihood(Pairs, zeros(1, 1, 2, 3))).Message);
        Assert.Contains("[B, 5]", Assert.Throws<ArgumentException>(() => model.Translate(Target, zeros(2, 3))).Message);
        Assert.Contains("int64", Assert.Throws<ArgumentException>(() => TranslationVae.Join(Source, Target.to(float32))).Message);
        Assert.Contains("[N, S]", Assert.Throws<ArgumentException>(() => TranslationVae.Join(Source, Target[..1])).Message);
        Assert.Contains("[N, 3]", Assert.Throws<ArgumentException>(() => model.Translate(Source, zeros(2, 4))).Message);
        Assert.StartsWith("SourceLength must be at least 2", Assert.Throws<ArgumentOutOfRangeException>(() => Tiny with { SourceLength = 1 }).Message);
        Assert.StartsWith("TargetLength must be at least 2", Assert.Throws<ArgumentOutOfRangeException>(() => Tiny with { TargetLength = 1 }).Message);
        Assert.StartsWith("HiddenSize must be at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => Tiny with { HiddenSize = 0 }).Message);
        Assert.StartsWith("EmbeddingSize must be at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => Tiny with { EmbeddingSize = 0 }).Message);
        Assert.Throws<NotSupportedException>(() => model.Decode(zeros(2, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tiny with { LatentSize = -1 });
    }

    // log p of a beginning of the row with another token in its last place.
    private static double Beginning(TranslationVae model, Tensor source, Tensor row, int places, long token, Tensor z)
    {
        var changed = row.clone();
        changed[places - 1] = token;
        changed[places..] = Pad;
        return model.LogLikelihood(TranslationVae.Join(source, changed.unsqueeze(0)), z).ToDouble();
    }

    // Every row of 6 with start, then at most 5 of the tokens 3 to 5 and an end; those without an end stand for all that begin like this.
    private static Tensor AllTargets(int places)
    {
        List<long[]> open = [[Start]], closed = [];
        for (var i = 0; i < places; i++)
        {
            closed.AddRange(open.Select(row => (long[])[.. row, End]));
            open = [.. open.SelectMany(row => new long[] { 3, 4, 5 }.Select(token => (long[])[.. row, token]))];
        }

        var rows = closed.Concat(open).ToArray();
        return tensor(rows.SelectMany(row => row.Concat(Enumerable.Repeat(Pad, 6 - row.Length))).ToArray(), [rows.Length, 6]);
    }
}
