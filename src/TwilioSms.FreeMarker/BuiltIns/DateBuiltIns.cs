using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins that make dates of texts and other dates, and that tell their kind.</summary>
internal static class DateBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        Reading("date", DateKind.Date),
        Reading("time", DateKind.Time),
        Reading("datetime", DateKind.DateTime),
        IfUnknown("date_if_unknown", DateKind.Date),
        IfUnknown("time_if_unknown", DateKind.Time),
        IfUnknown("datetime_if_unknown", DateKind.DateTime),
        BuiltIn.Of("is_date", BuiltInTarget.Any, BuiltInCost.Constant, static (in call) => call.Target.IsDate),
        BuiltIn.Of("is_date_like", BuiltInTarget.Any, BuiltInCost.Constant, static (in call) => call.Target.IsDate),
        IsOf("is_date_only", DateKind.Date),
        IsOf("is_time", DateKind.Time),
        IsOf("is_datetime", DateKind.DateTime),
        IsOf("is_unknown_date_like", DateKind.Unknown),
        .. IsoDateBuiltIns.All,
    ];

    private static BuiltIn Reading(string name, DateKind kind) =>
        BuiltIn.Of(name, BuiltInTarget.AnyOrEmpty, BuiltInCost.Own, (in call) => ToKind(call, kind));

    private static BuiltIn IfUnknown(string name, DateKind kind) =>
        BuiltIn.Of(name, BuiltInTarget.Date, BuiltInCost.Constant, (in call) => call.Date.Kind == DateKind.Unknown ? call.Date.As(kind) : call.Date);

    private static BuiltIn IsOf(string name, DateKind kind) =>
        BuiltIn.Of(name, BuiltInTarget.Any, BuiltInCost.Constant, (in call) => KindOf(call) == kind);

    private static Value ToKind(in BuiltInCall call, DateKind kind)
    {
        var environment = call.Environment;
        if (KindOf(call) is not { } from)
        {
            environment.Dates.RequireFormat(kind);
            return Value.FromObject(new DateToRead(environment, environment.Convert.ToText(call.Target, call.TargetNode), kind, environment.Settings, call.BuiltIn.Name, call.Node));
        }

        return from == kind ? call.Target
            : from is DateKind.Unknown or DateKind.DateTime ? call.Date.As(kind)
            : throw environment.Errors.At($"A {(from == DateKind.Date ? "date" : "time")} has no part that ?{call.BuiltIn.Name} could take.", call.TargetNode);
    }

    /// <summary>The kind of a date; null for other values. A text that <c>?date</c> has yet to read is not read for that.</summary>
    private static DateKind? KindOf(in BuiltInCall call) =>
        call.Target.Object is DateToRead text ? text.Kind
        : call.Target.TryGetDate(out var date) ? date.Kind
        : null;
}
