using TwilioSms.Emulator.Faults;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Inbox;

/// <summary>What a page needs to know before the first line.</summary>
internal sealed record InboxStart(
    string AccountSid,
    string? AuthToken,
    string BaseAddress,
    string? Webhook,
    FaultSwitches.Positions Faults,
    Dictionary<string, int> Deliveries);

/// <summary>An entry as the page sees it, with what its text costs.</summary>
internal sealed record InboxLine(
    string Id,
    string Kind,
    string Phone,
    string Sender,
    string Body,
    IReadOnlyList<string> Media,
    string Status,
    DateTimeOffset Time,
    DateTimeOffset? SendAt,
    InboxError? Error,
    TextMeasure? Measure)
{
    public static InboxLine Of(InboxEntry entry) => new(
        entry.Id,
        entry.Kind.ToString().ToLowerInvariant(),
        entry.Phone,
        entry.Sender,
        entry.Body,
        entry.Media,
        entry.Status,
        entry.Time,
        entry.SendAt,
        entry.Error,
        // What was not sent is a template still, and its text unknown; a multimedia message has no segments.
        entry.Kind == InboxEntryKind.Unsent || entry.Body.Length == 0 || entry.Media.Count > 0 ? null : TextMeasure.Of(entry.Body));
}

/// <summary>How many segments a text takes, the characters that rule out GSM-7, and how many it would take without them.</summary>
internal sealed record TextMeasure(int Segments, int SegmentsInGsm, IReadOnlyList<string> Outside)
{
    private const int MostShown = 8;

    public static TextMeasure Of(string text)
    {
        var outside = SegmentCount.OutsideGsm(text);
        var segments = SegmentCount.Of(text);
        return new TextMeasure(
            segments, outside.Count == 0 ? segments : SegmentCount.InGsm(text), [.. outside.Take(MostShown).Select(static rune => rune.ToString())]);
    }
}
