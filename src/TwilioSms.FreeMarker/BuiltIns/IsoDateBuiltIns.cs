using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Formatting.Dates;
using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins that print dates in ISO 8601: in UTC, in the zone in force or in one of their own, more or less exactly.</summary>
internal static class IsoDateBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        .. Family("iso_utc", Zone.Utc),
        Member("iso_utc_fz", Zone.Utc, IsoAccuracy.Seconds, showsOffset: true),
        .. Family("iso_local", Zone.Local),
        .. Family("iso", Zone.Named),
    ];

    private enum Zone
    {
        Utc,
        Local,
        Named,
    }

    private static IEnumerable<BuiltIn> Family(string name, Zone zone)
    {
        (string Suffix, IsoAccuracy Accuracy)[] accuracies =
        [
            ("", IsoAccuracy.Seconds),
            ("_ms", IsoAccuracy.Milliseconds),
            ("_m", IsoAccuracy.Minutes),
            ("_h", IsoAccuracy.Hours),
        ];
        foreach (var (suffix, accuracy) in accuracies)
        {
            yield return Member(name + suffix, zone, accuracy, showsOffset: true);
            yield return Member(name + suffix + "_nz", zone, accuracy, showsOffset: false);
        }
    }

    private static BuiltIn Member(string name, Zone zone, IsoAccuracy accuracy, bool showsOffset)
    {
        var options = new IsoDateOptions(IsXmlSchema: false, accuracy, showsOffset, UsesUtc: false);
        BuiltInFunction print = (in call) => Print(call, options, ZoneOf(call, zone));
        return zone == Zone.Named
            ? BuiltIn.Method(name, BuiltInTarget.Date, 1, 1, BuiltInCost.Own, print)
            : BuiltIn.Of(name, BuiltInTarget.Date, BuiltInCost.Own, print);
    }

    private static Value Print(in BuiltInCall call, IsoDateOptions options, TimeZoneRules zone) => call.Date.Kind == DateKind.Unknown
        ? throw call.Environment.Errors.At("It is not known whether the value is a date, a time or both; say so with ?date, ?time or ?datetime.", call.TargetNode)
        : call.Environment.Dates.Format(call.Date, new IsoDateFormat(options, call.Date.Kind, zone), call.Node);

    private static TimeZoneRules ZoneOf(in BuiltInCall call, Zone zone) => zone switch
    {
        Zone.Utc => TimeZoneRules.Utc,
        Zone.Local => call.Environment.Dates.Zone(call.Environment.Settings.TimeZone),
        _ => NamedZone(call),
    };

    private static TimeZoneRules NamedZone(in BuiltInCall call)
    {
        var name = call.TextArgument(0);
        call.Environment.Budget.ChargeReading(name.Length, call.Node);
        return TimeZoneTable.FindStrictly(name)
            ?? throw call.Error($"there is no time zone \"{ComputedText.Mark(name)}\". It takes a name as Europe/Berlin or an offset as GMT+02:00.");
    }
}
