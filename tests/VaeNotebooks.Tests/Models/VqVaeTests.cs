using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class VqVaeTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly Generator _generator = new(4);
    private readonly Tensor _x = SmallModels.Data(40);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    private static VqVae Trained(int epochs = 20)
    {
        var model = SmallModels.Vq();
        using var trainer = new Trainer(model, model.Elbo, new TrainerOptions { Epochs = epochs, BatchSize = 20, LearningRate = 0.02 });
        using var data = SmallModels.Data(200);
        trainer.Fit(data, data);
        return model;
    }

    /// <summary>All nine pairs of codes, <c>[9, 2]</c>.</summary>
    private static Tensor AllCodes() => cartesian_prod(arange(3), arange(3));

    [Fact]
    public void The_difference_of_the_terms_is_below_the_exact_likelihood_and_the_rate_is_P_log_K()
    {
        using var model = Trained();
        var elbo = model.Elbo(_x, _generator);
        Assert.All(elbo.Rate.data<float>().ToArray(), rate => Assert.Equal(2 * Math.Log(3), rate, 1e-6));
        var each = stack([.. Enumerable.Range(0, 9).Select(i => model.LogLikelihood(_x, AllCodes()[i].expand(40, 2)))]);   // [9, B]
        var exact = each.logsumexp(0) - Math.Log(9);
        Assert.True(elbo.Value.le(exact).all().item<bool>());
        Assert.True((elbo.Reconstruction - model.LogLikelihood(_x, model.Encode(_x))).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void The_same_seed_gives_the_same_model_and_another_seed_another()
    {
        using var one = SmallModels.Vq(seed: 4);
        using var two = SmallModels.Vq(seed: 4);
        using var other = SmallModels.Vq(seed: 5);
        Tensor Written(VqVae model) => model.LogLikelihood(_x, tensor(new long[] { 0, 2 }).expand(40, 2));
        Assert.True(Written(one).eq(Written(two)).all().item<bool>());
        Assert.False(Written(one).allclose(Written(other)));

        static float[] Prior(int seed)
        {
            using var prior = new CodePrior(2, 3, hiddenSize: 8, seed);
            return prior.LogProbability(AllCodes()).data<float>().ToArray();
        }

        Assert.Equal(Prior(4), Prior(4));
        Assert.NotEqual(Prior(4), Prior(5));
    }

    [Fact]
    public void The_gradient_passes_the_codebook_as_if_it_were_not_there()
    {
        using var model = SmallModels.Vq();
        model.eval();
        model.Elbo(_x, _generator).Reconstruction.mean().backward();
        var passed = model.get_parameter("encoder.outputs.bias")!.grad!.clone();
        model.zero_grad();

        // By hand: the slope of the reconstruction in the vectors that the decoder was given, handed on to the encoder's outputs.
        var given = model.Embed(model.Encode(_x)).detach().requires_grad_(true);
        Densities.BernoulliLogLikelihood(model.DecodeVectors(given), _x).mean().backward();
        Assert.True(passed.abs().min().item<float>() > 0);
        Assert.True(allclose(given.grad!.sum([0]), passed, 1e-4, 1e-6));
    }

    [Fact]
    public void The_rates_gradient_is_the_commitments_and_spares_the_decoder()
    {
        using var model = SmallModels.Vq();
        model.eval();
        model.Elbo(_x, _generator).Rate.sum().backward();
        var bias = model.get_parameter("encoder.outputs.bias")!.grad!;
        var outputs = model.Outputs(_x).flatten(1);
        var expected = 2 * model.Options.Commitment * (outputs - model.Embed(model.Encode(_x))).sum([0]);
        Assert.True(allclose(expected, bias, 1e-4, 1e-5));
        Assert.Null(model.get_parameter("decoder.logits.bias")!.grad);
    }

    [Fact]
    public void Each_vector_goes_to_the_mean_of_the_outputs_that_chose_it()
    {
        using var book = new Codebook(new VqVaeOptions { CodeCount = 2, CodeSize = 1, Decay = 0.5, RestartBelow = 0 }, _generator);
        var outputs = tensor(new float[,] { { 1 }, { 3 }, { 10 } });
        var codes = tensor(new long[] { 0, 0, 1 });
        book.Learn(outputs, codes, _generator);
        Assert.Equal([2, 10], book.Lookup(arange(2)).data<float>().ToArray());
        book.Learn(tensor(new float[,] { { 5 } }), zeros(1, ScalarType.Int64), _generator);
        // uses 1/2 * (2 * 1/2) + 1/2 = 1, sum 1/2 * (4 * 1/2) + 1/2 * 5 = 3.5; the other keeps its mean
        Assert.Equal([3.5f, 10], book.Lookup(arange(2)).data<float>().ToArray());
    }

    [Fact]
    public void Nearest_is_nearest()
    {
        using var book = new Codebook(new VqVaeOptions { CodeCount = 7, CodeSize = 3 }, _generator);
        var outputs = randn([5, 2, 3], generator: _generator);
        var distance = (outputs.unsqueeze(-2) - book.Lookup(arange(7))).square().sum(-1);
        Assert.True(distance.argmin(-1).Equals(book.Nearest(outputs)));
    }

    [Fact]
    public void A_dead_vector_is_moved_to_an_output_of_the_encoder_and_a_living_one_is_not()
    {
        using var book = new Codebook(new VqVaeOptions { CodeCount = 3, CodeSize = 1, Decay = 0.5, RestartBelow = 0.1 }, _generator);
        var outputs = tensor(new float[,] { { 1 }, { 2 } });
        book.Learn(outputs, tensor(new long[] { 0, 1 }), _generator); // vector 2 has no use: moved
        Assert.Contains(book.Lookup(arange(3)).data<float>()[2], new[] { 1f, 2f });
        Assert.Equal([1, 2], book.Lookup(arange(2)).data<float>().ToArray());
        for (var step = 0; step < 3; step++) book.Learn(outputs, tensor(new long[] { 0, 1 }), _generator);
        Assert.Equal([1, 2], book.Lookup(arange(2)).data<float>().ToArray());
    }

    [Fact]
    public void The_codebook_learns_in_training_only()
    {
        using var model = SmallModels.Vq();
        float[] Vectors() => [.. model.Embed(AllCodes()).data<float>().ToArray()];
        var before = Vectors();
        model.eval();
        model.Elbo(_x, _generator);
        Assert.Equal(before, Vectors());
        model.train();
        using (no_grad()) model.Elbo(_x, _generator);
        Assert.Equal(before, Vectors());
        model.Elbo(_x, _generator);
        Assert.NotEqual(before, Vectors());
    }

    [Fact]
    public void A_prior_of_codes_adds_up_to_one_and_its_draws_follow_it()
    {
        const int Count = 20_000;
        using var prior = SmallModels.Sharpened(new CodePrior(2, 3, hiddenSize: 8, seed: 1));
        using var _ = no_grad();
        var probability = prior.LogProbability(AllCodes()).exp();
        Assert.Equal(1, probability.sum().item<float>(), 1e-5);
        Assert.InRange(probability.max().item<float>() - probability.min().item<float>(), 0.05, 1);
        var drawn = prior.Sample(Count, _generator);
        var share = (drawn[TensorIndex.Colon, 0] * 3 + drawn[TensorIndex.Colon, 1]).bincount(null, 9).to(ScalarType.Float32) / Count;
        var standardError = (probability * (1 - probability) / Count).sqrt();
        Assert.True((share - probability).abs().le(4 * standardError).all().item<bool>());
    }

    [Fact]
    public void Perplexity_counts_the_codes_in_use()
    {
        Assert.Equal(4, Evaluation.CodePerplexity(tensor(new long[,] { { 0, 1 }, { 2, 3 } }), 4), 1e-9);
        Assert.Equal(1, Evaluation.CodePerplexity(full(5, 2L), 4), 1e-9);
        Assert.Equal([0.5, 0, 0.5], Evaluation.CodeFrequencies(tensor(new long[] { 0, 2 }), 3).data<double>().ToArray());
        Assert.StartsWith("codes must be int64 numbers from 0 to 2", Assert.Throws<ArgumentException>(() => Evaluation.CodePerplexity(full(5, 3L), 3)).Message);
    }

    [Fact]
    public void Wrong_codes_are_refused_with_a_sentence()
    {
        using var model = SmallModels.Vq();
        Assert.StartsWith("codes must have shape [N, 2], not [1, 3]", Assert.Throws<ArgumentException>(() => model.Decode(zeros(1, 3, ScalarType.Int64))).Message);
        Assert.StartsWith("codes must be int64 numbers from 0 to 2", Assert.Throws<ArgumentException>(() => model.Decode(full(1, 2, 3L))).Message);
        Assert.StartsWith("CodeCount must be at least 2", Assert.Throws<ArgumentOutOfRangeException>(() => new VqVaeOptions { CodeCount = 1 }).Message);
    }
}
