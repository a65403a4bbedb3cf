namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>What of a pattern decides how much of its past a match depends on.</summary>
internal readonly struct RegexTraits
{
    private RegexTraits(bool canBeEmpty, bool captures, bool hasMemory)
    {
        CanBeEmpty = canBeEmpty;
        Captures = captures;
        HasMemory = hasMemory;
    }

    /// <summary>Whether it may match no character.</summary>
    internal bool CanBeEmpty { get; }

    /// <summary>
    /// Whether more than the position decides how a match goes on: references, <c>\b{g}</c>, and groups inside of what is matched by itself,
    /// which hold in Java what they took in attempts that failed.
    /// </summary>
    internal bool HasMemory { get; }

    private bool Captures { get; }

    internal static RegexTraits Of(RegexNode node)
    {
        switch (node)
        {
            case Sequence sequence:
                RegexTraits[] items = [.. sequence.Items.Select(Of)];
                return new(items.All(static it => it.CanBeEmpty), items.Any(static it => it.Captures), items.Any(static it => it.HasMemory));
            case Alternation alternation:
                RegexTraits[] branches = [.. alternation.Branches.Select(Of)];
                return new(branches.Any(static it => it.CanBeEmpty), branches.Any(static it => it.Captures), branches.Any(static it => it.HasMemory));
            case Group group:
                RegexTraits body = Of(group.Body);
                bool captures = body.Captures || group.Number > 0;
                return new(body.CanBeEmpty || group.Kind >= GroupKind.LookAhead, captures, body.HasMemory || (!group.IsPlainOrCapturing && captures));
            case Repetition repetition:
                RegexTraits round = Of(repetition.Body);
                bool keepsCaptures = repetition.Kind switch
                {
                    RepetitionKind.Atomic => round.Captures,
                    RepetitionKind.Counted => Of(((Group)repetition.Body).Body).Captures,
                    _ => false,
                };
                return new(round.CanBeEmpty || repetition.Minimum == 0, round.Captures, round.HasMemory || keepsCaptures);
            case BackReference:
                return new(canBeEmpty: true, captures: false, hasMemory: true);
            case Assertion assertion:
                return new(canBeEmpty: true, captures: false, assertion.Position == Position.GraphemeBoundary);
            default:
                return default;
        }
    }
}
