namespace TwilioSms;

/// <summary>Whom a message goes to: normalised, each once, in input order.</summary>
internal static class SmsRecipients
{
    /// <exception cref="TwilioMissingInputException">There is none.</exception>
    /// <exception cref="TwilioInvalidInputException">An entry is null or blank.</exception>
    /// <exception cref="TwilioToNumberException">An entry is no number that can be sent to.</exception>
    public static IReadOnlyList<string> Of(SmsMessage message, TwilioConnectorOptions options)
    {
        if (message.To is not { Count: > 0 } to)
        {
            throw new TwilioMissingInputException(nameof(message.To), "To is missing: set it to the numbers the message goes to.");
        }

        if (to.Count == 1)
        {
            return [SmsAddress.OfRecipient(to[0], 0, options)];
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var recipients = new List<string>(to.Count);
        for (var i = 0; i < to.Count; i++)
        {
            var recipient = SmsAddress.OfRecipient(to[i], i, options);
            if (seen.Add(recipient))
            {
                recipients.Add(recipient);
            }
        }

        return recipients;
    }
}
