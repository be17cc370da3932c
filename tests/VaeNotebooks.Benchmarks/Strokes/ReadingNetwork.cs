using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeNotebooks.Benchmarks;

/// <summary>Two 5 x 5 convolutions (16 and 32 channels), each halved by a maximum, one hidden layer of 56: 101,682 parameters.</summary>
internal sealed class ReadingNetwork : Module<Tensor, Tensor>
{
    private readonly Sequential layers;

    public ReadingNetwork()
        : base(nameof(ReadingNetwork))
    {
        layers = Sequential(
            Conv2d(1, 16, 5, padding: 2), ReLU(), MaxPool2d(2),
            Conv2d(16, 32, 5, padding: 2), ReLU(), MaxPool2d(2),
            Flatten(), Linear(32 * 7 * 7, 56), ReLU(), Linear(56, 10));
        RegisterComponents();
    }

    public long Parameters => parameters().Sum(p => p.numel());

    public override Tensor forward(Tensor input) => layers.forward(input.view(-1, 1, ImageDataset.Side, ImageDataset.Side));
}
