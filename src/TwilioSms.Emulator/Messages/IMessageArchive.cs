namespace TwilioSms.Emulator.Messages;

/// <summary>Keeps messages over restarts, as texts that mean nothing to it. Called one at a time.</summary>
internal interface IMessageArchive
{
    /// <summary>What is kept, in the order in which it was first put.</summary>
    IReadOnlyList<string> Load();

    void Put(string sid, string message);

    void Remove(string sid);

    void Clear();
}
