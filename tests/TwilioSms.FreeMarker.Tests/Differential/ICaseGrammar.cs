using System.Text.Json;
using TwilioSms.FreeMarker.Tests.Conformance;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>Makes random templates of one kind, from a seed.</summary>
internal interface ICaseGrammar
{
    ConformanceCase Next();
}

/// <summary>What grammars have in common.</summary>
internal static class Generated
{
    public static ConformanceCase Case(string template, string model = "{}", IReadOnlyDictionary<string, string>? templates = null)
    {
        using var document = JsonDocument.Parse(model);
        return new ConformanceCase
        {
            Id = "generated/0",
            Template = template,
            Model = document.RootElement.Clone(),
            Templates = templates ?? new Dictionary<string, string>(),
            Expected = new Outcome(null, null),
        };
    }

    public static string Pick(this Random random, string[] choices) => choices[random.Next(choices.Length)];

    /// <summary>A string literal of a text; nothing in it is an interpolation.</summary>
    public static string Quoted(string text) => "'" + text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("'", "\\'", StringComparison.Ordinal)
        .Replace("{", "\\{", StringComparison.Ordinal) + "'";
}
