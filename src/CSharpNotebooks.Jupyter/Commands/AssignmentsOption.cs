using System.CommandLine;
using System.CommandLine.Parsing;

namespace CSharpNotebooks.Jupyter;

/// <summary>An option of the form <c>name=value</c> that may be repeated.</summary>
public static class AssignmentsOption
{
    /// <summary>Makes the option. Of two values for one name the later wins.</summary>
    /// <param name="option">For example <c>--set</c>.</param>
    /// <param name="form">How help writes it, for example <c>name=value</c>.</param>
    /// <param name="description">What help says of it.</param>
    public static Option<Dictionary<string, string>> Create(string option, string form, string description) => new(option)
    {
        Description = description,
        HelpName = form,
        CustomParser = result => Parse(result, form),
        DefaultValueFactory = _ => [],
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private static Dictionary<string, string> Parse(ArgumentResult result, string form)
    {
        var values = new Dictionary<string, string>();
        foreach (var token in result.Tokens.Select(token => token.Value))
        {
            var equals = token.IndexOf('=');
            if (equals <= 0)
            {
                result.AddError($"'{token}' is not of the form {form}.");
                continue;
            }

            values[token[..equals].Trim()] = token[(equals + 1)..];
        }

        return values;
    }
}
