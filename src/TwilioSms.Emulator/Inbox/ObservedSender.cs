namespace TwilioSms.Emulator.Inbox;

/// <summary>The connector's sender, whose messages that never became a request are shown in the inbox.</summary>
internal sealed class ObservedSender(ISmsSender sender, TwilioEmulator twilio) : ISmsSender
{
    public async Task<SmsResult> SendAsync(SmsMessage message, CancellationToken cancellationToken = default)
    {
        try
        {
            return await sender.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (TwilioConnectorException error) when (error.Result is null)
        {
            twilio.ShowUnsent(message, error);
            throw;
        }
    }
}
