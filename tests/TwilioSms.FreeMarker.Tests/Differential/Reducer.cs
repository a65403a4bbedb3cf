using System.Text.Json;
using System.Text.RegularExpressions;
using TwilioSms.FreeMarker.Tests.Conformance;
using TwilioSms.Tool;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>Makes a difference small: takes out pieces of the template, then of the model, for as long as the engines still differ alike.</summary>
internal sealed partial class Reducer(ApacheFreeMarker apache)
{
    public async Task<ConformanceCase> ReduceAsync(ConformanceCase @case)
    {
        var kind = Kind(@case);
        var reduced = await ReduceTemplateAsync(@case, kind);
        reduced = await FirstAsync([reduced with { Templates = new Dictionary<string, string>() }], kind) ?? reduced;
        foreach (var name in reduced.Model.EnumerateObject().Select(property => property.Name).ToList())
        {
            reduced = await FirstAsync([reduced with { Model = Without(reduced.Model, name) }], kind) ?? reduced;
        }

        return reduced;
    }

    private async Task<ConformanceCase> ReduceTemplateAsync(ConformanceCase @case, string kind)
    {
        for (var pieces = Pieces(@case.Template).Length; pieces > 0;)
        {
            var tokens = Pieces(@case.Template);
            var size = Math.Min(pieces, Math.Max(1, tokens.Length));
            var candidates = Enumerable.Range(0, Math.Max(0, tokens.Length - size + 1))
                .Select(start => @case with { Template = string.Concat(tokens.Take(start).Concat(tokens.Skip(start + size))) })
                .ToList();
            if (await FirstAsync(candidates, kind) is { } smaller)
            {
                @case = smaller;
                pieces = Math.Min(pieces, Pieces(@case.Template).Length);
            }
            else
            {
                pieces = pieces > 8 ? pieces / 2 : pieces - 1;
            }
        }

        return @case;
    }

    private async Task<ConformanceCase?> FirstAsync(IReadOnlyList<ConformanceCase> candidates, string kind) =>
        (await apache.RenderAsync(candidates)).FirstOrDefault(candidate => Kind(candidate) == kind);

    /// <summary>In what way the engines differ; a reduction keeps it, so that it does not slide into another defect.</summary>
    public static string Kind(ConformanceCase @case)
    {
        if (DifferentialTests.Difference(@case) is null)
        {
            return "";
        }

        var actual = ConformanceEngine.Render(@case);
        return $"{@case.Expected.Error?.Class} {FirstWords(@case.Expected)}; {actual.Error?.Class} {FirstWords(actual)}";
    }

    /// <summary>The start of a message, where it does not name what the template does.</summary>
    private static string FirstWords(Outcome outcome) =>
        outcome.Error is { Kind: not "crash", Message: { } message } ? Specific().Replace(message, "").Split(' ').Take(4).Aggregate("", (text, word) => text + " " + word) : "";

    private static JsonElement Without(JsonElement model, string name)
    {
        var rest = model.EnumerateObject().Where(property => property.Name != name)
            .Select(property => JsonText.Encode(property.Name) + ":" + property.Value.GetRawText());
        using var document = JsonDocument.Parse("{" + string.Join(',', rest) + "}");
        return document.RootElement.Clone();
    }

    private static string[] Pieces(string template) => [.. Piece().Matches(template).Select(match => match.Value)];

    [GeneratedRegex(@"""[^""]*""|\([^)]*\)|\d+|\S+: ")]
    private static partial Regex Specific();

    [GeneratedRegex(@"\w+|</?[#@]\w*|\$\{|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Piece();
}
