namespace TwilioSms.FreeMarker.Model;

/// <summary>What a <see cref="Number"/> is made of. Binary kinds come only from .NET values and from ?double, ?float and ?number.</summary>
internal enum NumberKind : byte
{
    Decimal,
    Double,
    Single,
}
