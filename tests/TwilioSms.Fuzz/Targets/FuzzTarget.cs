namespace TwilioSms.Fuzz.Targets;

/// <summary>What can be fuzzed, by name. A target returns whatever it is given; whatever it throws is a finding.</summary>
internal static class FuzzTarget
{
    public delegate void Run(ReadOnlySpan<byte> input);

    public static IReadOnlyDictionary<string, Run> All { get; } = new Dictionary<string, Run>(StringComparer.Ordinal)
    {
        ["template"] = TemplateTarget.Run,
        ["pattern"] = PatternTarget.Run,
        ["answer"] = AnswerTarget.Run,
        ["webhook"] = WebhookTarget.Run,
    };

    public static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Does not hold: {what}");
        }
    }
}
