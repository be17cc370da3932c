using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>One tensor as the header of a safetensors file names it: checked against the bytes that are there before any memory is asked for.</summary>
internal sealed record TensorEntry(string Name, ScalarType Type, long[] Shape, int Start, int End)
{
    private const int MostDimensions = 64;

    /// <summary>The entries in the order of their bytes. As the format asks, these follow each other from the first byte to the last.</summary>
    /// <exception cref="FormatException">An entry's shape, type and range do not fit each other, or overlap, or leave bytes out.</exception>
    public static IReadOnlyList<TensorEntry> Of(IEnumerable<KeyValuePair<string, JsonNode?>> header, IReadOnlyDictionary<ScalarType, string> codes, int bodyLength)
    {
        var entries = header.Select(pair => Parse(pair.Key, pair.Value!, codes)).OrderBy(entry => entry.Start).ThenBy(entry => entry.End).ToList();
        var end = 0;
        foreach (var entry in entries)
        {
            if (entry.Start != end) throw new FormatException($"'{entry.Name}' starts at byte {entry.Start}, but the one before it ends at {end}");
            end = entry.End;
        }

        return end == bodyLength ? entries : throw new FormatException($"its tensors have {end} bytes, but {bodyLength} follow its header");
    }

    private static TensorEntry Parse(string name, JsonNode entry, IReadOnlyDictionary<ScalarType, string> codes)
    {
        var code = (string?)entry["dtype"];
        var type = codes.Where(pair => pair.Value == code).Select(pair => (ScalarType?)pair.Key).FirstOrDefault()
            ?? throw new FormatException($"'{name}' is of type {code}; known are {string.Join(", ", codes.Values)}");
        var shape = entry["shape"]!.AsArray().GetValues<long>().ToArray();
        var range = entry["data_offsets"]!.AsArray().GetValues<int>().ToArray();
        if (range.Length != 2 || range[0] < 0 || range[1] - range[0] != Bytes(name, type, shape))
        {
            throw new FormatException($"'{name}' {type} [{string.Join(", ", shape)}] does not fit its bytes, {string.Join(" to ", range)}");
        }

        return new(name, type, shape, range[0], range[1]);
    }

    // Torch multiplies the sizes without a check, those beside a zero too.
    private static long Bytes(string name, ScalarType type, long[] shape)
    {
        if (shape.Length > MostDimensions || shape.Any(size => size < 0)) throw new FormatException($"'{name}' has the shape [{string.Join(", ", shape)}]");
        var elements = shape.Aggregate(Size(type), (bytes, size) => checked(bytes * Math.Max(size, 1)));
        return shape.Contains(0) ? 0 : elements;
    }

    private static long Size(ScalarType type) => type switch
    {
        ScalarType.Float64 or ScalarType.Int64 => 8,
        ScalarType.Float32 or ScalarType.Int32 => 4,
        _ => 1,
    };
}
