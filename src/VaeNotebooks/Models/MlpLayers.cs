using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Hidden layers as the models name and order them: <c>linear0</c>, <c>activation0</c>, <c>linear1</c>, ...</summary>
internal static class MlpLayers
{
    /// <summary>One linear layer and one nonlinearity from each size to the next.</summary>
    public static (string, nn.Module<Tensor, Tensor>)[] Hidden(IReadOnlyList<int> sizes, Activation activation) =>
        [.. sizes.Zip(sizes.Skip(1)).SelectMany((pair, i) => Layer(pair.First, pair.Second, i, activation))];

    private static (string, nn.Module<Tensor, Tensor>)[] Layer(int from, int to, int index, Activation activation) =>
        [($"linear{index}", nn.Linear(from, to)), ($"activation{index}", Nonlinearity(activation))];

    private static nn.Module<Tensor, Tensor> Nonlinearity(Activation activation) => activation switch
    {
        Activation.Relu => nn.ReLU(),
        Activation.Elu => nn.ELU(),
        Activation.Tanh => nn.Tanh(),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Activation must be Relu, Elu or Tanh."),
    };
}
