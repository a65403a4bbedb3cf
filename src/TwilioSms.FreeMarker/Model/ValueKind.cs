namespace TwilioSms.FreeMarker.Model;

/// <summary>How a <see cref="Value"/> is stored.</summary>
internal enum ValueKind : byte
{
    /// <summary>No value: an absent key, a JSON null.</summary>
    Missing,

    String,

    Boolean,

    Number,

    Date,

    /// <summary>An object that says by the interfaces it implements what it is; it may be several things at once.</summary>
    Object,
}
