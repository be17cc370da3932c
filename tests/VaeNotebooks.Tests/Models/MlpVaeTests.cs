using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class MlpVaeTests
{
    private static readonly MlpVaeOptions Small = new() { InputSize = 6, HiddenSizes = [5, 4], LatentSize = 2, Activation = Activation.Tanh };

    private static float[] Parameters(Vae model) => [.. model.named_parameters().SelectMany(entry => entry.parameter.data<float>().ToArray())];

    [Fact]
    public void The_same_seed_gives_the_same_parameters_whatever_ran_before()
    {
        using var first = new MlpVae(Small, seed: 3);
        using var disturbance = rand(1000);
        using var second = new MlpVae(Small, seed: 3);
        using var other = new MlpVae(Small, seed: 4);
        Assert.Equal(Parameters(first), Parameters(second));
        Assert.NotEqual(Parameters(first), Parameters(other));
    }

    [Fact]
    public void Default_shape_has_the_parameter_count_of_pytorch_examples()
    {
        using var model = new MlpVae(new MlpVaeOptions(), seed: 1);
        // 784*400+400 + 2*(400*20+20) + 20*400+400 + 400*784+784
        Assert.Equal(652_824, model.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void Initial_weights_are_uniform_within_one_over_the_root_of_the_fan_in()
    {
        using var model = new MlpVae(new MlpVaeOptions(), seed: 1);
        var weights = model.get_parameter("encoder.linear0.weight")!.data<float>().ToArray();
        var bound = 1 / Math.Sqrt(784);
        Assert.InRange(weights.Max(), 0.999 * bound, bound);
        Assert.InRange(weights.Min(), -bound, -0.999 * bound);
        Assert.Equal(bound / Math.Sqrt(3), Math.Sqrt(weights.Average(w => (double)w * w)), 0.01 * bound);
    }

    [Fact]
    public void Shapes_go_through_with_and_without_samples()
    {
        using var scope = NewDisposeScope();
        using var model = new MlpVae(Small, seed: 1);
        using var generator = new Generator(1);
        var x = rand(7, 6, generator: generator);
        var posterior = model.Encode(x);
        Assert.Equal([7, 2], posterior.Mean.shape);
        var z = posterior.Rsample(generator, 3);
        Assert.Equal([3, 7, 6], model.Decode(z).shape);
        Assert.Equal([3, 7], model.LogLikelihood(x, z).shape);
        Assert.Equal([3, 7], model.LogPrior(z).shape);
        Assert.Equal([7], model.Elbo(x, generator).Value.shape);
    }

    [Fact]
    public void The_bound_is_the_sum_of_its_parts_for_the_same_draw()
    {
        using var scope = NewDisposeScope();
        using var model = new MlpVae(Small, seed: 1);
        var x = rand(7, 6);
        using var generator = new Generator(5);
        using var again = new Generator(5);
        var elbo = model.Elbo(x, generator);
        var posterior = model.Encode(x);
        var z = posterior.Sample(again);
        Assert.False(z.requires_grad);
        var expected = Densities.BernoulliLogLikelihood(model.Decode(z), x) - Densities.GaussianKl(posterior.Mean, posterior.LogVariance);
        Assert.True(allclose(expected, elbo.Value, 1e-6, 1e-6));
        Assert.Equal(-expected.mean().item<float>(), elbo.Loss().item<float>(), 1e-5f);
        Assert.Equal(elbo.Loss(1).item<float>() + elbo.Rate.mean().item<float>(), elbo.Loss(2).item<float>(), 1e-5f);
    }

    [Fact]
    public void The_gradient_reaches_every_parameter()
    {
        using var scope = NewDisposeScope();
        using var model = new MlpVae(Small, seed: 1);
        using var generator = new Generator(5);
        model.Elbo(rand(7, 6), generator).Loss().backward();
        Assert.All(model.named_parameters(), entry => Assert.True(entry.parameter.grad is { } g && g.abs().sum().item<float>() > 0, entry.name));
    }

    [Fact]
    public void The_gradient_of_the_bound_agrees_with_finite_differences()
    {
        const double Step = 1e-5;
        using var scope = NewDisposeScope();
        using var model = new MlpVae(Small, seed: 1).to(ScalarType.Float64);
        using var pixels = new Generator(2);
        var x = rand([7, 6], ScalarType.Float64, generator: pixels);
        Tensor Loss()
        {
            using var generator = new Generator(5); // the same draw each time
            return model.Elbo(x, generator).Loss(beta: 1.5);
        }

        Loss().backward();
        using var _ = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            var (flat, gradient) = (parameter.view(-1), parameter.grad!.view(-1));
            for (var i = 0L; i < flat.shape[0]; i += 3)
            {
                double At(double move)
                {
                    flat[i].add_(move);
                    return Loss().item<double>();
                }

                var slope = (At(Step) - At(-2 * Step)) / (2 * Step);
                flat[i].add_(Step);
                Assert.True(Math.Abs(slope - gradient[i].item<double>()) < 1e-8, $"{name}[{i}]: {slope} by differences, {gradient[i].item<double>()}");
            }
        }
    }

    [Fact]
    public void No_hidden_layer_means_a_linear_model()
    {
        using var scope = NewDisposeScope();
        using var model = new MlpVae(Small with { HiddenSizes = [] }, seed: 1);
        var (zero, a) = (model.Decode(zeros(1, 2)), rand(1, 2));
        Assert.True(allclose(2 * (model.Decode(a) - zero), model.Decode(2 * a) - zero, 1e-4, 1e-6));
        Assert.Equal([3, 2], model.Encode(rand(3, 6)).Mean.shape);
    }

    [Fact]
    public void Wrong_shapes_and_options_fail_with_a_sentence()
    {
        using var scope = NewDisposeScope();
        using var model = new MlpVae(Small, seed: 1);
        Assert.StartsWith("x must have shape [N, 6], not [2, 1, 6]", Assert.Throws<ArgumentException>(() => model.Encode(zeros(2, 1, 6))).Message);
        Assert.StartsWith("z must have shape [..., 2], not [2, 3]", Assert.Throws<ArgumentException>(() => model.Decode(zeros(2, 3))).Message);
        Assert.StartsWith("LatentSize must be at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => Small with { LatentSize = 0 }).Message);
        Assert.StartsWith("HiddenSizes must be at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => Small with { HiddenSizes = [3, 0] }).Message);
    }

    [Fact]
    public void One_bound_leaves_only_its_two_terms_alive()
    {
        using var scope = NewDisposeScope();
        using var model = new MlpVae(Small, seed: 1);
        using var generator = new Generator(5);
        var x = rand(7, 6);
        var before = LiveTensors.OnThisThread;
        model.Elbo(x, generator);
        Assert.Equal(before + 2, LiveTensors.OnThisThread);
    }
}
