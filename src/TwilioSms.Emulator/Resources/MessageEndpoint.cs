using TwilioSms.Emulator.Accounts;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Incoming;
using TwilioSms.Emulator.Messages;
using TwilioSms.Emulator.Status;
using TwilioSms.Emulator.Validation;

namespace TwilioSms.Emulator.Resources;

/// <summary>Messages: sent, listed, read, cancelled, redacted, deleted.</summary>
internal sealed class MessageEndpoint(
    TwilioEmulatorOptions options,
    AccountDirectory accounts,
    MessagingServices services,
    MessageStore store,
    StatusProgression progression,
    OutgoingMessages outgoing)
{
    private readonly NewMessageReader newMessages = new(options, accounts, services);
    private long listDelay = options.ListDelay.Ticks;

    public TimeSpan ListDelay
    {
        get => new(Interlocked.Read(ref listDelay));
        set => Interlocked.Exchange(ref listDelay, value.Ticks);
    }

    public TwilioResponse Create(EmulatedRequest request, ResourcePath path)
    {
        if (!newMessages.TryRead(request, path.AccountSid, out var message, out var error))
        {
            return Representation.Of(error, path.Extension);
        }

        // Only this answer has a number in full that Twilio does not keep.
        return outgoing.TrySend(message)
            ? One(201, path, message with { NumbersRedacted = false })
            : Representation.Of(RecipientRules.Refusal(21610, message.To)!, path.Extension);
    }

    public TwilioResponse List(EmulatedRequest request, ResourcePath path) =>
        MessagePage.TryRead(request, store, IsListed(path.AccountSid), out var page, out var error)
            ? Representation.Of(200, path.Extension, "Messages", page.Write)
            : Representation.Of(error, path.Extension);

    public static TwilioResponse Fetch(ResourcePath path, EmulatedMessage message) => One(200, path, message);

    public TwilioResponse Update(EmulatedRequest request, ResourcePath path, EmulatedMessage message)
    {
        if (request.Has("Status"))
        {
            return Cancel(request, path, message);
        }

        if (!request.Has("Body") || request.Body.Length > 0)
        {
            // Twilio updates a body in one way only: to nothing.
            return Representation.Of(TwilioError.InvalidParameter("Body"), path.Extension);
        }

        if (!MessageStatusName.IsFinal(message.Status))
        {
            return Representation.Of(new TwilioError(20009, "Cannot update this resource before it is complete", 409), path.Extension);
        }

        var now = options.TimeProvider.GetUtcNow();
        return One(200, path, store.Change(message.Sid, current => current with { Body = "", DateUpdated = now }) ?? message);
    }

    public TwilioResponse Delete(ResourcePath path, EmulatedMessage message)
    {
        if (!MessageStatusName.IsFinal(message.Status))
        {
            return Representation.Of(new TwilioError(20009, "Cannot delete this resource before it is complete", 409), path.Extension);
        }

        store.Remove(message.Sid);
        return TwilioResponse.NoContent;
    }

    private TwilioResponse Cancel(EmulatedRequest request, ResourcePath path, EmulatedMessage message)
    {
        if (request["Status"] != MessageStatusName.Of(EmulatedMessageStatus.Canceled))
        {
            return Representation.Of(TwilioError.InvalidParameter("Status"), path.Extension);
        }

        return progression.Cancel(message.Sid) is { } canceled
            ? One(200, path, canceled)
            : Representation.Of(new TwilioError(30409, "This message cannot be canceled"), path.Extension);
    }

    /// <summary>Which messages the list knows of by now.</summary>
    private Func<EmulatedMessage, bool> IsListed(string accountSid)
    {
        var (delay, now) = (ListDelay, options.TimeProvider.GetUtcNow());
        return message => message.AccountSid == accountSid && delay != Timeout.InfiniteTimeSpan && now - message.DateCreated >= delay;
    }

    private static TwilioResponse One(int status, ResourcePath path, EmulatedMessage message) =>
        Representation.Of(status, path.Extension, "Message", writer => MessageResource.Write(writer, message, created: status == 201));
}
