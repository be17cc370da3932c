using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VaeNotebooks.Cli;

/// <summary>Writes measured numbers into <c>expected.json</c> and leaves every other entry as it is.</summary>
internal static class ExpectedFile
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Replaces or adds the entry of each measurement's id and protocol. One that is replaced keeps its unit, also none: a share is not given in nats because others are.</summary>
    /// <exception cref="InvalidDataException">The file is malformed; it is left alone.</exception>
    public static void Update(string path, IEnumerable<Measurement> measurements)
    {
        var root = File.Exists(path) ? Read(path) : [];
        foreach (var measurement in measurements)
        {
            Put(root, measurement);
        }

        var entries = root.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()));
        var sorted = new JsonObject(entries);
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, sorted.ToJsonString(Format) + "\n");
        File.Move(temporary, path, overwrite: true);
    }

    private static JsonObject Read(string path)
    {
        Expectations.Load(path);
        return (JsonObject)JsonNode.Parse(File.ReadAllText(path))!;
    }

    private static void Put(JsonObject root, Measurement measurement)
    {
        if (root[measurement.Id] is not JsonArray entries)
        {
            root[measurement.Id] = entries = [];
        }

        var entry = JsonSerializer.SerializeToNode(measurement.ToExpectation(), Format)!;
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i]!["protocol"]!.GetValue<string>() == measurement.Protocol)
            {
                entry["unit"] = entries[i]!["unit"]?.DeepClone();
                entries[i] = entry;
                return;
            }
        }

        entries.Add(entry);
    }
}
