namespace TwilioSms;

/// <summary>Sends text messages.</summary>
public interface ISmsSender
{
}
