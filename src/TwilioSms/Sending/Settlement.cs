namespace TwilioSms.Sending;

/// <summary>What became of a claim, to be written down.</summary>
/// <param name="own">The claim that came to nothing; null for a fact, which does not ask how the row stands.</param>
/// <param name="row">The row as it is to be.</param>
internal sealed class Settlement(LedgerRow? own, LedgerRow row)
{
    private readonly TaskCompletionSource<bool> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LedgerRow? Own { get; } = own;

    public LedgerRow Row { get; } = row;

    /// <summary>Ends once it is written, or cannot be any more.</summary>
    public Task Done => done.Task;

    public void End() => done.TrySetResult(true);
}
