namespace TwilioSms;

/// <summary>What process engines are owed. A request of an engine that could not be answered at once, or was answered with an error, has a row
/// here: its answer is given later by whoever takes it, and a request that the engine makes again is sent under the key of the first. Kept
/// where the sends are (<see cref="ISendLedger"/>), and registered beside it under the same name.</summary>
/// <remarks>Every method either has its effect, durably where the ledger lasts, or throws <see cref="TwilioLedgerException"/>, and may then be
/// repeated. Implementations are thread-safe and hold no lock or connection between calls.</remarks>
public interface IAnswerLedger
{
    /// <summary>The row of a request, where it has one, and the latest row of its execution, where that is another.</summary>
    /// <param name="queue">Whose requests they are.</param>
    /// <param name="request">The id of the request.</param>
    /// <param name="execution">The execution that makes it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<IReadOnlyList<AnswerRow>> FindAsync(string queue, string request, string execution, CancellationToken cancellationToken);

    /// <summary>Writes the row of a request, in place of the one it has. What was finished stays finished.</summary>
    /// <param name="row">The row as it is to be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task WriteAsync(AnswerRow row, CancellationToken cancellationToken);

    /// <summary>Hands out rows whose answer is due, each to one caller at a time. Each is due again after 5 s, then 10 s and so on up to 5
    /// minutes, should the caller not come back; one that is due in more than an hour is due now, as a clock was set back.</summary>
    /// <param name="queue">Whose requests they are.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<IReadOnlyList<AnswerRow>> TakeDueAsync(string queue, int most, CancellationToken cancellationToken);

    /// <summary>Deletes rows without an answer that are old by both clocks, a few at a time. What is owed is never deleted.</summary>
    /// <param name="queue">Whose requests they are.</param>
    /// <param name="now">The time by the caller's clock.</param>
    /// <param name="age">How old they are, by that clock since they were written, and by the database's.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<int> PurgeAsync(string queue, DateTimeOffset now, TimeSpan age, int most, CancellationToken cancellationToken);
}
