namespace TwilioSms;

/// <summary>A person's view of what the ledger is in doubt about. Registered beside <see cref="ISmsSender"/>, under the same key.</summary>
public interface ISmsLedgerReview
{
    /// <summary>What waits for a person, and what is in doubt for longer than an attempt can last, oldest first.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    IAsyncEnumerable<SmsLedgerEntry> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>The entry of a key and a recipient; null where the ledger has none.</summary>
    /// <param name="idempotencyKey">The key.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<SmsLedgerEntry?> FindAsync(string idempotencyKey, string to, CancellationToken cancellationToken = default);

    /// <summary>Looks the message up in Twilio's list now, and writes what the list proves. Nothing is sent.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The entry as it is now.</returns>
    /// <exception cref="KeyNotFoundException">There is no such entry in doubt.</exception>
    /// <exception cref="TwilioApiException">The list could not be read.</exception>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<SmsLedgerEntry> ResolveAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Says that the message was not accepted: it may be sent again. If it was, its recipient gets it twice.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The entry as it is now.</returns>
    /// <exception cref="KeyNotFoundException">There is no such entry in doubt.</exception>
    /// <exception cref="InvalidOperationException">Its attempt may still be running (<see cref="SmsLedgerEntry.DecidableAfter"/>), or it
    /// changed meanwhile.</exception>
    /// <exception cref="TwilioApiException">Twilio's time could not be learned.</exception>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<SmsLedgerEntry> ReleaseAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Says that the message was accepted, and as which: it is not sent again.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="messageSid">The message, as the Twilio console shows it. It is not asked for: a person's word counts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The entry as it is now.</returns>
    /// <exception cref="ArgumentException"><paramref name="messageSid"/> is no message's SID.</exception>
    /// <exception cref="KeyNotFoundException">There is no such entry in doubt.</exception>
    /// <exception cref="InvalidOperationException">Its attempt may still be running (<see cref="SmsLedgerEntry.DecidableAfter"/>), another
    /// entry has the message, or it changed meanwhile.</exception>
    /// <exception cref="TwilioApiException">Twilio's time could not be learned.</exception>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<SmsLedgerEntry> MarkSentAsync(string id, string messageSid, CancellationToken cancellationToken = default);
}
