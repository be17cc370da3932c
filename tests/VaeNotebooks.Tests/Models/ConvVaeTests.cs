using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class ConvVaeTests
{
    private static readonly ConvVaeOptions Small = new() { OuterChannels = 2, InnerChannels = 3, HiddenSize = 5, LatentSize = 2 };

    private static float[] Parameters(Vae model) => [.. model.named_parameters().SelectMany(entry => entry.parameter.data<float>().ToArray())];

    private static Tensor Pixels(int count)
    {
        using var generator = new Generator(2);
        return rand(count, 784, generator: generator);
    }

    [Fact]
    public void The_defaults_have_as_many_parameters_as_the_first_VAE_to_two_in_a_thousand()
    {
        using var model = new ConvVae(new ConvVaeOptions(), seed: 1);
        // 16*16+16 + 32*16*16+32 + 1568*198+198 + 2*(198*20+20) + 20*198+198 + 198*1568+1568 + 32*16*16+16 + 16*16+1
        Assert.Equal(651_773, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(652_824, 651_773, 0.002 * 652_824);
    }

    [Fact]
    public void The_same_seed_gives_the_same_parameters_whatever_ran_before()
    {
        using var first = new ConvVae(Small, seed: 3);
        using var disturbance = rand(1000);
        using var second = new ConvVae(Small, seed: 3);
        using var other = new ConvVae(Small, seed: 4);
        Assert.Equal(Parameters(first), Parameters(second));
        Assert.NotEqual(Parameters(first), Parameters(other));
    }

    [Fact]
    public void What_passes_the_layers_of_a_new_model_keeps_its_size()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = new ConvVae(new ConvVaeOptions(), seed: 1);
        using var data = Datasets.Load("strokes", trainCount: 1, testCount: 200);
        var posterior = model.Encode(data.Test.Images);
        Assert.InRange(posterior.Mean.std(0).mean().item<float>(), 0.05, 1); // three ReLUs: with PyTorch's default 6^(-3/2) of that
        var bound = Math.Sqrt(6.0 / (16 * 16));
        Assert.InRange(model.get_parameter("encoder.convolution1.weight")!.abs().max().item<float>(), 0.99 * bound, bound);
        Assert.InRange(model.get_parameter("output.weight")!.abs().max().item<float>(), 0.9 / 4, 1.0 / 4);
    }

    [Fact]
    public void Shapes_go_through_with_and_without_samples_and_for_two_parameters_a_pixel()
    {
        using var scope = NewDisposeScope();
        foreach (var likelihood in LikelihoodTests.All)
        {
            using var model = new ConvVae(Small with { Likelihood = likelihood }, seed: 1);
            using var generator = new Generator(1);
            var x = Pixels(7);
            var posterior = model.Encode(x);
            Assert.Equal([7, 2], posterior.Mean.shape);
            var z = posterior.Rsample(generator, 3);
            Assert.Equal([3, 7, 784 * likelihood.ParametersPerPixel], model.Decode(z).shape);
            Assert.Equal([3, 7], model.LogLikelihood(x, z).shape);
            Assert.True(allclose(model.Decode(z)[1], model.Decode(z[1]), 1e-5, 1e-6));
            Assert.Equal([7], model.Elbo(x, generator).Value.shape);
        }
    }

    [Fact]
    public void Of_two_parameters_a_pixel_the_first_map_comes_first()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = new ConvVae(Small with { Likelihood = new Likelihood.DiscretisedLogistic() }, seed: 1);
        model.get_parameter("output.weight")!.zero_();
        model.get_parameter("output.bias")!.copy_(tensor(new[] { 1f, 2f }));
        var parameters = model.Decode(zeros(1, 2))[0];
        Assert.True(parameters[..784].eq(1).all().item<bool>() && parameters[784..].eq(2).all().item<bool>());
    }

    [Fact]
    public void A_pixel_that_changes_changes_the_feature_maps_where_it_lies()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = new ConvVae(new ConvVaeOptions(), seed: 1);
        var first = (nn.Module<Tensor, Tensor>)model.named_modules().First(entry => entry.name == "encoder.convolution0").module;
        var image = zeros(1, 784);
        var before = first.call(image.view(1, 1, 28, 28));
        image[0, (10 * 28) + 20] = 1; // row 10, column 20: under the kernels of rows 4 to 6 and columns 9 to 11
        var changed = (first.call(image.view(1, 1, 28, 28)) - before).abs().sum([0, 1]).ne(0).nonzero();
        Assert.Equal((4, 5), (changed.select(1, 0).min().item<long>(), changed.select(1, 0).max().item<long>()));
        Assert.Equal((9, 10), (changed.select(1, 1).min().item<long>(), changed.select(1, 1).max().item<long>()));
    }

    /// <summary>With equal weights everywhere, any pattern inside the picture comes from kernels that cover some places more often than others.</summary>
    [Fact]
    public void Equal_weights_paint_no_checkerboard()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = new ConvVae(Small, seed: 1);
        foreach (var parameter in model.parameters()) parameter.fill_(0.01);
        var picture = model.Decode(ones(1, 2)).view(28, 28);
        var inside = picture[4..24, 4..24];
        Assert.Equal(inside.max().item<float>(), inside.min().item<float>(), 1e-6f);
        Assert.True(inside.max().item<float>() > 0.01, "the picture is more than its bias");
    }

    [Fact]
    public void The_gradient_reaches_every_parameter_and_agrees_with_finite_differences()
    {
        const double Step = 1e-7; // small: a ReLU that turns within the step would count against the gradient
        using var scope = NewDisposeScope();
        using var model = new ConvVae(Small, seed: 1).to(ScalarType.Float64);
        var x = Pixels(4).to(ScalarType.Float64);
        Tensor Loss()
        {
            using var generator = new Generator(5); // the same draw each time
            return model.Elbo(x, generator).Loss();
        }

        Loss().backward();
        using var _ = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            var (flat, gradient) = (parameter.view(-1), parameter.grad!.view(-1));
            var i = gradient.abs().argmax().item<long>();
            double At(double move)
            {
                flat[i].add_(move);
                return Loss().item<double>();
            }

            var slope = (At(Step) - At(-2 * Step)) / (2 * Step);
            flat[i].add_(Step);
            Assert.True(Math.Abs(gradient[i].item<double>()) > 1e-6, $"{name} has no gradient");
            Assert.Equal(slope, gradient[i].item<double>(), 1e-5 * Math.Max(1, Math.Abs(slope)));
        }
    }

    [Fact]
    public void It_learns_with_the_same_trainer()
    {
        using var data = Datasets.Load("strokes", trainCount: 320, testCount: 50);
        using var model = new ConvVae(Small, seed: 1);
        using var trainer = new Trainer(model, new TrainerOptions { Epochs = 3, BatchSize = 32, LearningRate = 1e-2 });
        var records = trainer.Fit(data.Train, data.Test);
        Assert.True(records[2].TestElbo > records[0].TestElbo + 5, $"{records[0].TestElbo} to {records[2].TestElbo}");
    }

    [Fact]
    public void Wrong_shapes_and_options_fail_with_a_sentence()
    {
        using var scope = NewDisposeScope();
        using var model = new ConvVae(Small, seed: 1);
        Assert.StartsWith("x must have shape [N, 784], not [2, 1, 28, 28]", Assert.Throws<ArgumentException>(() => model.Encode(zeros(2, 1, 28, 28))).Message);
        Assert.StartsWith("z must have shape [..., 2], not [2, 3]", Assert.Throws<ArgumentException>(() => model.Decode(zeros(2, 3))).Message);
        Assert.StartsWith("InnerChannels must be at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => Small with { InnerChannels = 0 }).Message);
    }

    [Fact]
    public void One_bound_leaves_only_its_two_terms_alive()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var x = Pixels(7);
        foreach (var likelihood in LikelihoodTests.All)
        {
            using var model = new ConvVae(Small with { Likelihood = likelihood }, seed: 1);
            var before = LiveTensors.OnThisThread;
            model.Elbo(x, generator);
            Assert.Equal(before + 2, LiveTensors.OnThisThread);
        }
    }
}
