using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class AdamTests
{
    private const int Seed = 11;

    /// <summary>Sizes that fill no whole number of vectors.</summary>
    private static MlpVae Model() => new(new MlpVaeOptions { InputSize = 7, HiddenSizes = [5], LatentSize = 3 }, Seed);

    private static void GiveGradients(nn.Module model, Generator generator, double scale)
    {
        using var _ = no_grad();
        foreach (var parameter in model.parameters()) parameter.grad = randn(parameter.shape, generator: generator) * scale;
    }

    /// <summary>Largest difference over all parameters, relative to the largest number in each.</summary>
    private static double Difference(nn.Module a, nn.Module b) => a.named_parameters().Max(entry =>
    {
        using var scope = NewDisposeScope();
        var other = b.get_parameter(entry.name)!;
        return ((entry.parameter - other).abs().max() / other.abs().max()).item<float>();
    });

    [Fact]
    public void Each_step_agrees_with_the_stock_optimizer_to_a_millionth()
    {
        using var scope = NewDisposeScope();
        using var ours = Model();
        using var theirs = Model();
        using var adam = new Adam(ours, learningRate: 1e-2);
        using var reference = optim.Adam(theirs.parameters(), lr: 1e-2);
        using var generator = new Generator(1);
        for (var step = 1; step <= 30; step++)
        {
            using var state = generator.get_state();
            var scale = Math.Pow(10, (step % 7) - 5);
            GiveGradients(ours, generator, scale);
            generator.set_state(state);
            GiveGradients(theirs, generator, scale);
            adam.Step();
            reference.step();
            Assert.InRange(Difference(ours, theirs), 0, 1e-6);
            theirs.load_state_dict(ours.state_dict()); // each step is judged alone
        }

        Assert.InRange(Difference(ours, Model()), 0.05, 10); // they did move
    }

    [Fact]
    public void The_path_for_other_devices_computes_the_same()
    {
        using var scope = NewDisposeScope();
        using var memory = Model();
        using var device = Model();
        using var first = new Adam(memory, 1e-2);
        using var second = new Adam(device, 1e-2) { InMemory = false };
        foreach (var (model, adam) in new[] { (memory, first), (device, second) })
        {
            using var generator = new Generator(1);
            for (var step = 0; step < 10; step++)
            {
                GiveGradients(model, generator, 1);
                adam.Step();
            }
        }

        Assert.InRange(Difference(memory, device), 0, 1e-5);
    }

    [Fact]
    public void Double_parameters_move_as_the_stock_optimizer_moves_them()
    {
        using var scope = NewDisposeScope();
        using var ours = Model().to(ScalarType.Float64);
        using var theirs = Model().to(ScalarType.Float64);
        using var adam = new Adam(ours, 1e-2);
        using var reference = optim.Adam(theirs.parameters(), lr: 1e-2);
        foreach (var model in new nn.Module[] { ours, theirs })
        {
            foreach (var parameter in model.parameters()) parameter.grad = parameter.detach() + 1;
        }

        adam.Step();
        reference.step();
        foreach (var (name, parameter) in ours.named_parameters())
        {
            Assert.True(allclose(theirs.get_parameter(name)!, parameter, 1e-12, 1e-12), name);
        }
    }

    [Fact]
    public void A_parameter_without_gradient_stays()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        using var adam = new Adam(model, 1e-2);
        adam.Step();
        Assert.Equal(0, Difference(model, Model()));
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        using var model = Model();
        using var adam = new Adam(model, 1e-2);
        using (NewDisposeScope())
        {
            using var generator = new Generator(1);
            GiveGradients(model, generator, 1);
        }

        adam.Step();
        var before = LiveTensors.OnThisThread;
        for (var step = 0; step < 10; step++) adam.Step();
        Assert.Equal(before, LiveTensors.OnThisThread);
    }

    [Fact]
    public void Values_outside_their_range_are_refused()
    {
        using var model = Model();
        Assert.StartsWith("learningRate must be above 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(model, 0)).Message);
        using var bare = nn.ModuleList(nn.Linear(2, 2)); // TorchSharp registers its modules only inside another module
        Assert.StartsWith("ModuleList has no parameters to train", Assert.Throws<ArgumentException>(() => new Adam(bare, 1e-3)).Message);
        Assert.StartsWith("beta2 must be in [0, 1)", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(model, 1e-3, beta2: 1)).Message);
    }
}
