using System.Text.Json;
using System.Text.Json.Serialization;

namespace VaeNotebooks;

/// <summary>One number that the course quotes, with the protocol it was measured by.</summary>
/// <param name="Protocol">How it was measured: data form, z sampled or mean, k, epochs.</param>
/// <param name="Value">The value, in <paramref name="Unit"/>.</param>
/// <param name="Tolerance">The largest allowed distance, from the spread over seeds.</param>
/// <param name="Unit">For example <c>nats</c>.</param>
/// <param name="Seeds">The seeds that were measured.</param>
/// <param name="Spread">The standard deviation over the seeds, or null for a single one.</param>
public sealed record Expectation(
    string Protocol, double Value, double Tolerance, string? Unit = null, IReadOnlyList<long>? Seeds = null, double? Spread = null);

/// <summary>The numbers of <c>expected.json</c>: a JSON object that holds, for each id, a list with one entry per protocol.</summary>
public sealed class Expectations
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    private readonly Dictionary<string, Expectation[]> _byId;

    private Expectations(Dictionary<string, Expectation[]> byId) => _byId = byId;

    /// <summary>The ids, in the order of the file.</summary>
    public IReadOnlyCollection<string> Ids => _byId.Keys;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file is not of the form above; the message names the file, the place and the remedy.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Expectations Load(string path)
    {
        try
        {
            var byId = JsonSerializer.Deserialize<Dictionary<string, Expectation[]>>(File.ReadAllText(path), Format)
                ?? throw new JsonException("The file holds null.");
            foreach ((string id, Expectation[] entries) in byId)
            {
                CheckEntries(id, entries);
            }

            return new Expectations(byId);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException(
                $"{path}: {error.Message} Mend the entry: each id holds a list of "
                + "{\"protocol\", \"value\", \"tolerance\", \"unit\", \"seeds\", \"spread\"}.",
                error);
        }
    }

    /// <summary>The entries of an id, one per protocol; empty for an id that the file does not have.</summary>
    public IReadOnlyList<Expectation> Of(string id) => _byId.TryGetValue(id, out Expectation[]? entries) ? entries : [];

    private static void CheckEntries(string id, Expectation[]? entries)
    {
        if (entries is null || entries.Length == 0 || entries.Contains(null))
        {
            throw new JsonException($"'{id}' holds no entry, or null.");
        }

        if (entries.FirstOrDefault(entry => !(entry.Tolerance >= 0) || string.IsNullOrWhiteSpace(entry.Protocol)) is { } bad)
        {
            throw new JsonException($"'{id}' has protocol '{bad.Protocol}' and tolerance {bad.Tolerance}: the one must not be blank, the other not negative.");
        }

        if (entries.DistinctBy(entry => entry.Protocol).Count() != entries.Length)
        {
            throw new JsonException($"'{id}' has two entries of one protocol.");
        }
    }
}
