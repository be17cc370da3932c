using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class ComputeDeviceTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("cpu")]
    public void The_processor_is_the_default(string? name) => Assert.Equal(TorchSharp.DeviceType.CPU, ComputeDevice.Find(name).type);

    [Fact]
    public void Cuda_is_refused_with_a_remedy_where_there_is_none()
    {
        Assert.SkipWhen(cuda.is_available(), "This machine has a CUDA device.");
        Assert.Contains("TorchSharp-cuda-linux", Assert.Throws<PlatformNotSupportedException>(() => ComputeDevice.Find("cuda")).Message);
    }

    [Fact]
    public void On_a_cuda_device_the_numbers_are_those_of_the_processor()
    {
        Assert.SkipUnless(cuda.is_available(), "This machine has no CUDA device, or this build of libtorch knows none.");
        Assert.Equal(TestElbo("cpu"), TestElbo("cuda"), 0.05);
    }

    [Fact]
    public void Another_name_is_refused() => Assert.Contains("'tpu'", Assert.Throws<PlatformNotSupportedException>(() => ComputeDevice.Find("tpu")).Message);

    private static double TestElbo(string device)
    {
        using var data = Datasets.Load("strokes", trainCount: 1000, testCount: 100);
        using var model = new MlpVae(new MlpVaeOptions(), seed: 1);
        model.to(ComputeDevice.Find(device));
        using var train = data.Train.Images.to(ComputeDevice.Find(device));
        using var test = data.Test.Images.to(ComputeDevice.Find(device));
        using var trainer = new Trainer(model, new TrainerOptions { Epochs = 2 });
        return trainer.Fit(train, test)[^1].TestElbo;
    }
}
