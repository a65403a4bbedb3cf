namespace TwilioSms;

/// <summary>What came of changing a row.</summary>
public enum LedgerWrite
{
    /// <summary>The row is as it was to be.</summary>
    Written,

    /// <summary>Nothing was written: the row was another by then, or is sent already.</summary>
    Changed,

    /// <summary>Nothing was written: another row has the message.</summary>
    MessageOwned,
}
