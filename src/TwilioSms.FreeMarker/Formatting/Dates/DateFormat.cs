namespace TwilioSms.FreeMarker;

/// <summary>A way to print and read dates. Immutable.</summary>
internal abstract class DateFormat
{
    /// <summary>The format as the template or a setting names it, for messages.</summary>
    public abstract string Description { get; }

    public abstract string Format(long milliseconds);

    /// <summary>Reads a date.</summary>
    /// <param name="text">What to read.</param>
    /// <param name="now">The present, which places years of two digits.</param>
    /// <param name="milliseconds">The moment read.</param>
    /// <param name="next">The format to print and read with from then on: this one, unless the text named another time zone.</param>
    public abstract bool TryParse(string text, long now, out long milliseconds, out DateFormat next);
}
