namespace TwilioSms;

/// <summary>Who does not want to be texted, and by whom. The connector's own keeps it in the ledger, numbers as hashes, until START takes it
/// back, and SMS and RCS as one, as Twilio does; a host's own takes its place when it is registered under the registration's name as key.</summary>
public interface IOptOutStore
{
    /// <summary>Whether a recipient has opted out of a sender.</summary>
    /// <param name="sender">The normalised number or address, or the SID of the Messaging Service.</param>
    /// <param name="recipient">The normalised number or address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The store cannot be used.</exception>
    Task<bool> HasOptedOutAsync(string sender, string recipient, CancellationToken cancellationToken);

    /// <summary>Keeps that a recipient has opted out of a sender; that it was kept before changes nothing.</summary>
    /// <param name="sender">The normalised number or address, or the SID of the Messaging Service.</param>
    /// <param name="recipient">The normalised number or address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The store cannot be used.</exception>
    Task OptOutAsync(string sender, string recipient, CancellationToken cancellationToken);

    /// <summary>Forgets that a recipient had opted out of a sender; that nothing was kept changes nothing.</summary>
    /// <param name="sender">The normalised number or address, or the SID of the Messaging Service.</param>
    /// <param name="recipient">The normalised number or address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The store cannot be used.</exception>
    Task OptInAsync(string sender, string recipient, CancellationToken cancellationToken);
}
