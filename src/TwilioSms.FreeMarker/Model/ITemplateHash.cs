namespace TwilioSms.FreeMarker;

/// <summary>A data model: named values.</summary>
#pragma warning disable CA1040
public interface ITemplateHash
{
}
