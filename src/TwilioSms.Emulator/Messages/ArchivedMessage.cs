using System.Text.Json;
using TwilioSms.Emulator.Control;

namespace TwilioSms.Emulator.Messages;

/// <summary>A message as it is archived: with what is nobody's business but the emulator's.</summary>
internal sealed record ArchivedMessage(
    EmulatedMessage Message, int? Failure, IReadOnlyList<string> DeletedMedia, string? PoolSender, bool NumbersRedacted)
{
    public static string Write(EmulatedMessage message) => JsonSerializer.Serialize(
        new ArchivedMessage(message, message.Failure, message.DeletedMedia, message.PoolSender, message.NumbersRedacted),
        ControlJson.Default.ArchivedMessage);

    /// <exception cref="JsonException">The text is no archived message.</exception>
    public static EmulatedMessage Read(string text)
    {
        var archived = JsonSerializer.Deserialize(text, ControlJson.Default.ArchivedMessage)!;
        return archived.Message with
        {
            Failure = archived.Failure,
            DeletedMedia = archived.DeletedMedia,
            PoolSender = archived.PoolSender,
            NumbersRedacted = archived.NumbersRedacted,
        };
    }
}
