using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpNotebooks.Jupyter;

/// <summary>What a program says about the kernel that it is to Jupyter.</summary>
/// <param name="Owner">The program's command name; it marks the specification as its own.</param>
/// <param name="Command">What starts the kernel.</param>
/// <param name="Environment">Variables that the kernel starts with.</param>
public sealed record KernelDescription(string Owner, KernelLaunch Command, IReadOnlyDictionary<string, string> Environment)
{
    // Paths stay readable: the file is read by Jupyter, not by a browser.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The name in the front end's menus. The notebooks' own kernel has the one that they carry; under another name it must be told apart.</summary>
    internal static string DisplayName(string name) => name == KernelSpecs.NotebookName ? ".NET (C#)" : $".NET (C#, {name})";

    /// <summary>The text of <c>kernel.json</c>.</summary>
    internal string ToJson(string name) => new JsonObject
    {
        ["argv"] = new JsonArray([.. Command.Arguments.Select(argument => JsonValue.Create(argument))]),
        ["display_name"] = DisplayName(name),
        ["language"] = "C#",
        ["interrupt_mode"] = "message",
        ["env"] = new JsonObject(Command.Environment.Concat(Environment).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        ["metadata"] = new JsonObject
        {
            ["debugger"] = false,
            [KernelSpec.Mark] = new JsonObject { ["installed_by"] = Owner },
        },
    }.ToJsonString(Readable) + "\n";
}
