namespace TwilioSms.Ledger;

/// <summary>How many rows a <see cref="MemoryLedger"/> had to forget to make room.</summary>
/// <param name="Settled">Sent or free: their keys are as new.</param>
/// <param name="InDoubt">Claimed or parked: nobody will find out what became of them.</param>
internal readonly record struct ForgottenRows(int Settled, int InDoubt)
{
    public ForgottenRows With(LedgerState state) => state is LedgerState.Claimed or LedgerState.Parked
        ? this with { InDoubt = InDoubt + 1 }
        : this with { Settled = Settled + 1 };
}
