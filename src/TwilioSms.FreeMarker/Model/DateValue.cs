namespace TwilioSms.FreeMarker.Model;

/// <summary>What of a point in time a <see cref="DateValue"/> stands for.</summary>
internal enum DateKind : byte
{
    /// <summary>The model did not say: FreeMarker refuses to print it without <c>?date</c>, <c>?time</c> or <c>?datetime</c>.</summary>
    Unknown,

    /// <summary>A time of day; the date part is 1970-01-01 in the zone it was parsed in.</summary>
    Time,

    /// <summary>A day; the time part is midnight in the zone it was parsed in.</summary>
    Date,

    /// <summary>A date and a time.</summary>
    DateTime,
}

/// <summary>
/// A date-like value of the template language. As in the reference, it is a point on the UTC time line in every kind: the zone
/// decides only how it is read and printed.
/// </summary>
/// <param name="Milliseconds">Milliseconds since 1970-01-01T00:00:00Z; negative before.</param>
/// <param name="Kind">Which parts are meant.</param>
internal readonly record struct DateValue(long Milliseconds, DateKind Kind)
{
    public long Milliseconds { get; } = Milliseconds;

    public DateKind Kind { get; } = Kind;

    public static DateValue From(DateTimeOffset value, DateKind kind = DateKind.DateTime) => new(value.ToUnixTimeMilliseconds(), kind);

    /// <summary>The same point in time, seen as another kind.</summary>
    public DateValue As(DateKind kind) => new(Milliseconds, kind);
}
