using System.Text.Json.Nodes;

namespace Mutations;

/// <summary>Changes JSON in one to three places so that it stays JSON: values of another type, missing and renamed keys, nesting, numbers and texts that are extreme.</summary>
public static class JsonMutator
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "4", "1e400", "-9223372036854775809", "123456789012345678901234567890", "0.5", "\"\"", "[]", "{}", "[null]", "[[\"x\"]]",
        "{\"x\":{}}", "\"<script>window.pwned=1</script>\"", "\"javascript:window.pwned=1\"", "\"../../x\"", "\"\\u0000\\u001b[31m\\r\"", "\"\\u0001half\\u0001\"",
        "\"code\"", "\"markdown\"", "\"stream\"", "\"display_data\"", "\"[a](<b\"", "\"$\\\\frac{\"", "\"| a |\\n|-|\\n\"",
    ];

    private static readonly string[] Repeated = ["[", ">", "- ", "*a ", "(", "<div>", "$\"{", "a<", "# x\n", "\ud83d\ude00", "|"];

    public static string Mutate(string json, Random random)
    {
        var root = JsonNode.Parse(json)!;
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var places = Containers(root).ToList();
            Change(places[random.Next(places.Count)], random);
        }

        return root.ToJsonString().Replace("\\u0001half\\u0001", random.Next(2) == 0 ? "\\ud800" : "\\udfff\\ud800");
    }

    private static IEnumerable<JsonNode> Containers(JsonNode? node)
    {
        if (node is not (JsonObject or JsonArray)) return [];
        var children = node is JsonObject parent ? parent.Select(pair => pair.Value) : (JsonArray)node;
        return children.SelectMany(Containers).Prepend(node);
    }

    private static void Change(JsonNode container, Random random)
    {
        if (container is JsonObject parent && parent.Count > 0) Change(parent, parent.ElementAt(random.Next(parent.Count)).Key, random);
        else if (container is JsonArray { Count: > 0 } list) Change(list, random.Next(list.Count), random);
    }

    private static void Change(JsonObject parent, string key, Random random)
    {
        var value = parent[key];
        switch (random.Next(4))
        {
            case 0: parent.Remove(key); break;
            case 1: parent.Remove(key); parent[key + random.Next(10)] = value; break;
            default: parent[key] = Other(value, random); break;
        }
    }

    private static void Change(JsonArray list, int index, Random random)
    {
        switch (random.Next(4))
        {
            case 0: list.RemoveAt(index); break;
            case 1: list.Insert(random.Next(list.Count + 1), list[index]?.DeepClone()); break;
            default: list[index] = Other(list[index], random); break;
        }
    }

    private static JsonNode? Other(JsonNode? value, Random random) => random.Next(6) switch
    {
        0 => Nested(value?.DeepClone(), random.Next(1, 400), random),
        1 => string.Concat(Enumerable.Repeat(Repeated[random.Next(Repeated.Length)], random.Next(1, 2000))),
        2 => new JsonArray(value?.DeepClone(), value?.DeepClone()),
        _ => JsonNode.Parse(Values[random.Next(Values.Length)]),
    };

    private static JsonNode? Nested(JsonNode? value, int depth, Random random)
    {
        for (; depth > 0; depth--) value = random.Next(2) == 0 ? new JsonArray(value) : new JsonObject { ["x"] = value };
        return value;
    }
}
