using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>Infinities and NaN: the training stops at once, says where, and keeps the last good state in memory and on the disk.</summary>
public sealed class NonFiniteTests : IDisposable
{
    private static readonly MlpVaeOptions Shape = new() { InputSize = 6, HiddenSizes = [4], LatentSize = 2 };
    private static readonly TrainerOptions Options = new() { Epochs = 4, BatchSize = 10 };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-finite-");
    private readonly Tensor _data = rand([40, 6], generator: new Generator(3)); // four steps an epoch
    private readonly MlpVae _model = new(Shape, seed: 1);
    private readonly string _path;
    private bool _spoiling;

    public NonFiniteTests() => _path = Path.Combine(_folder.FullName, "model.safetensors");

    public void Dispose()
    {
        _model.Dispose();
        _data.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Parameters, optimiser state and step count, as bits.</summary>
    private int[] State(Trainer trainer)
    {
        var floats = _model.parameters().Concat<Tensor>(trainer.Optimizer.State.SelectMany(slot => new[] { slot.Mean, slot.Square })).SelectMany(t => t.data<float>());
        return [(int)trainer.Optimizer.StepCount, .. floats.Select(BitConverter.SingleToInt32Bits)];
    }

    /// <summary>Trains on a bound that goes wrong in epoch 2, step 3; gives the failure, having checked that state and checkpoint are the last good ones.</summary>
    private NonFiniteLossException Failure(Func<Elbo, Elbo> spoil)
    {
        Elbo Bound(Tensor x, Generator generator)
        {
            var elbo = _model.Elbo(x, generator);
            return _spoiling && is_grad_enabled() ? spoil(elbo) : elbo;
        }

        using var trainer = new Trainer(_model, Bound, Options with { CheckpointPath = _path });
        int[] lastGood = [];
        var failure = Assert.Throws<NonFiniteLossException>(() => trainer.Fit(_data, _data, onStep: step =>
        {
            lastGood = State(trainer);
            _spoiling = step is { Epoch: 2, Step: 2 };
        }));
        Assert.Equal(lastGood, State(trainer));
        AssertCheckpointOfEpoch1();
        return failure;
    }

    private void AssertCheckpointOfEpoch1()
    {
        using var model = new MlpVae(Shape, seed: 9);
        using var trainer = new Trainer(model, Options);
        Assert.IsType<RestoredFrom.Newest>(trainer.Restore(_path));
        Assert.Single(trainer.Records);
        Assert.All(model.parameters().SelectMany(parameter => parameter.data<float>()), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData("Reconstruction", "NaN")]
    [InlineData("Rate", "Infinity")]
    public void A_loss_that_is_no_number_stops_with_epoch_step_and_term(string term, string value)
    {
        var failure = Failure(elbo => term == "Rate" ? new Elbo(elbo.Reconstruction, elbo.Rate / 0) : new Elbo(elbo.Reconstruction * double.NaN, elbo.Rate));
        Assert.Equal((2, 3, term), (failure.Epoch, failure.Step, failure.Term));
        Assert.StartsWith($"{term} is {value} in epoch 2, step 3. Remedy: ", failure.Message);
    }

    [Fact]
    public void A_finite_loss_with_a_gradient_that_is_no_number_stops_before_the_optimiser_takes_it()
    {
        // The mask hides the logarithm's infinity from the loss, not from its gradient: infinity times zero.
        var failure = Failure(elbo => new Elbo(where(elbo.Reconstruction.lt(1), elbo.Reconstruction, (elbo.Reconstruction * 0).log()), elbo.Rate));
        Assert.Equal((2, 3), (failure.Epoch, failure.Step));
        Assert.Matches(@"^The gradient of '[\w.]+' is not finite in epoch 2, step 3\. Remedy: ", failure.Message);
    }

    [Fact]
    public void A_test_that_is_no_number_stops_after_its_epoch_and_leaves_the_checkpoint_before()
    {
        Elbo Bound(Tensor x, Generator generator)
        {
            var elbo = _model.Elbo(x, generator);
            return is_grad_enabled() || !_spoiling ? elbo : new Elbo(elbo.Reconstruction, elbo.Rate / 0);
        }

        using var trainer = new Trainer((nn.Module)_model, Bound, Options with { CheckpointPath = _path });
        var failure = Assert.Throws<NonFiniteLossException>(() => trainer.Fit(_data, _data, onEpoch: _ => _spoiling = true));
        Assert.Equal((2, 0, "TestRate"), (failure.Epoch, failure.Step, failure.Term));
        Assert.Single(trainer.Records);
        AssertCheckpointOfEpoch1();
    }

    [Fact]
    public void Parameters_that_were_spoilt_from_outside_are_noticed_at_the_next_step_and_never_written()
    {
        using var trainer = new Trainer(_model, Options with { CheckpointPath = _path });
        void Spoil()
        {
            using var _ = no_grad();
            _model.parameters().First().fill_(float.PositiveInfinity);
        }

        var failure = Assert.Throws<NonFiniteLossException>(() => trainer.Fit(_data, _data, onEpoch: _ => Spoil()));
        Assert.Equal((2, 1), (failure.Epoch, failure.Step));
        var refusal = Assert.Throws<CheckpointException>(() => trainer.Save(_path));
        Assert.StartsWith($"The checkpoint '{_path}' was not written: the parameter 'encoder.linear0.weight' holds numbers that are not finite.", refusal.Message);
        AssertCheckpointOfEpoch1();
        Assert.False(File.Exists(_path + ".previous"));
    }

    [Fact]
    public void An_optimiser_state_that_overflowed_is_never_written()
    {
        using var trainer = new Trainer(_model, Options with { Epochs = 1, CheckpointPath = _path });
        trainer.Fit(_data, _data);
        using (no_grad()) trainer.Optimizer.State.Last().Square.fill_(float.NaN);
        Assert.Contains("the mean squared gradient of '", Assert.Throws<CheckpointException>(() => trainer.Save(_path)).Message);
        AssertCheckpointOfEpoch1();
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void One_bad_number_is_found_wherever_it_is(float bad)
    {
        for (var length = 1; length < 70; length++)
        {
            var numbers = Enumerable.Range(0, length).Select(i => i % 2 == 0 ? float.MaxValue : -float.Epsilon).ToArray();
            Assert.True(FiniteNumbers.Only(numbers));
            for (var i = 0; i < length; i++)
            {
                var spoilt = numbers.ToArray();
                spoilt[i] = bad;
                Assert.False(FiniteNumbers.Only(spoilt));
            }
        }
    }
}
