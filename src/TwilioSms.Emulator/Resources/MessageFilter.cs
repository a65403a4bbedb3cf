using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator.Resources;

/// <summary>Which messages a list is asked for.</summary>
internal sealed class MessageFilter
{
    private static readonly string[] DateParameters = ["DateSent", "DateSent>", "DateSent<"];

    private readonly string to;
    private readonly string from;
    private readonly DateTimeOffset earliest = DateTimeOffset.MinValue;
    private readonly DateTimeOffset latest = DateTimeOffset.MaxValue;

    /// <summary>The query parameters it reads, in the order of page URIs.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["To", "From", .. DateParameters];

    private MessageFilter(EmulatedRequest request, (DateTimeOffset? On, DateTimeOffset? From, DateTimeOffset? Until) dates)
    {
        to = request.Query["To"].ToString();
        from = request.Query["From"].ToString();
        if (dates.On is { } day)
        {
            earliest = day.UtcDateTime.Date;
            latest = earliest.AddDays(1).AddTicks(-1);
        }

        earliest = dates.From ?? earliest;
        latest = dates.Until ?? latest;
    }

    public static bool TryRead(EmulatedRequest request, [NotNullWhen(true)] out MessageFilter? filter, [NotNullWhen(false)] out TwilioError? error)
    {
        filter = null;
        error = null;
        var dates = new DateTimeOffset?[3];
        foreach (var (position, name) in DateParameters.Index())
        {
            var text = request.Query[name].ToString();
            if (text.Length > 0 && !TryReadDate(text, out dates[position]))
            {
                error = TwilioError.InvalidParameter("DateSent");
                return false;
            }
        }

        filter = new MessageFilter(request, (dates[0], dates[1], dates[2]));
        return true;
    }

    public bool Matches(EmulatedMessage message)
    {
        // A message that still waits has no date of sending; it is listed by the date of its creation.
        var date = message.DateSent ?? message.DateCreated;
        return (to.Length == 0 || message.VisibleTo == to)
            && (from.Length == 0 || message.From == from)
            && date >= earliest
            && date <= latest;
    }

    private static bool TryReadDate(string text, out DateTimeOffset? date)
    {
        var read = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value);
        date = read ? value : null;
        return read;
    }
}
