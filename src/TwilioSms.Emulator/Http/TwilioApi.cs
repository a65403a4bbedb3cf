using TwilioSms.Emulator.Accounts;
using TwilioSms.Emulator.Authentication;
using TwilioSms.Emulator.Messages;
using TwilioSms.Emulator.Status;
using TwilioSms.Emulator.Validation;

namespace TwilioSms.Emulator.Http;

/// <summary>From a request to its answer: find the resource, authenticate, act.</summary>
internal sealed class TwilioApi(
    TwilioEmulatorOptions options,
    AccountDirectory accounts,
    AccessTokens accessTokens,
    MessagingServices services,
    MessageStore store,
    StatusProgression progression)
{
    private readonly AccountAuthentication authentication = new(options, accounts, accessTokens);
    private readonly NewMessageReader newMessages = new(options, accounts, services);
    private readonly DateTimeOffset started = options.TimeProvider.GetUtcNow();
    private volatile EmulatedAccountStatus accountStatus;
    private long listDelay = options.ListDelay.Ticks;

    public EmulatedAccountStatus AccountStatus
    {
        get => accountStatus;
        set => accountStatus = value;
    }

    public TimeSpan ListDelay
    {
        get => new(Interlocked.Read(ref listDelay));
        set => Interlocked.Exchange(ref listDelay, value.Ticks);
    }

    public TwilioResponse Answer(EmulatedRequest request)
    {
        if (AccessTokens.Owns(request))
        {
            return accessTokens.Answer(request);
        }

        if (ResourcePath.Parse(request.Path) is not { } path)
        {
            return Representation.Of(TwilioError.NotFound(request.Path), System.IO.Path.GetExtension(request.Path));
        }

        if (authentication.Refuse(request.Authorization, path) is { } refusal)
        {
            return Representation.Of(refusal, path.Extension) with { Headers = [new("WWW-Authenticate", "Basic realm=\"Twilio API\"")] };
        }

        if (request.Problem is { } problem)
        {
            return Representation.Of(problem, path.Extension);
        }

        return (path.Resource, request.Method) switch
        {
            (Resource.Account, "GET") => Representation.Of(
                200, path.Extension, "Account", writer => AccountResource.Write(writer, path.AccountSid, AccountStatus, started)),
            (Resource.MessageList, "GET") => List(request, path),
            (Resource.MessageList, "POST") => Create(request, path),
            (Resource.Message, "GET") => Existing(request, path, message => One(200, path, message)),
            (Resource.Message, "POST") => Existing(request, path, message => Update(request, path, message)),
            (Resource.Message, "DELETE") => Existing(request, path, message => Delete(path, message)),
            _ => Representation.Of(TwilioError.MethodNotAllowed(request), path.Extension),
        };
    }

    private TwilioResponse Create(EmulatedRequest request, ResourcePath path)
    {
        if (AccountStatus != EmulatedAccountStatus.Active)
        {
            return Representation.Of(new TwilioError(20005, "Account not active", 403), path.Extension);
        }

        if (!newMessages.TryRead(request, path.AccountSid, out var message, out var error))
        {
            return Representation.Of(error, path.Extension);
        }

        store.Add(message);
        progression.Follow(message);
        // Only this answer has a number in full that Twilio does not keep.
        return One(201, path, message with { NumbersRedacted = false });
    }

    /// <summary>Which messages the list knows of by now.</summary>
    private Func<EmulatedMessage, bool> IsListed(string accountSid)
    {
        var (delay, now) = (ListDelay, Now);
        return message => message.AccountSid == accountSid && delay != Timeout.InfiniteTimeSpan && now - message.DateCreated >= delay;
    }

    private TwilioResponse List(EmulatedRequest request, ResourcePath path) =>
        MessagePage.TryRead(request, store, IsListed(path.AccountSid), out var page, out var error)
            ? Representation.Of(200, path.Extension, "Messages", page.Write)
            : Representation.Of(error, path.Extension);

    private TwilioResponse Update(EmulatedRequest request, ResourcePath path, EmulatedMessage message)
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

        var redacted = store.Change(message.Sid, current => current with { Body = "", DateUpdated = Now }) ?? message;
        return One(200, path, redacted);
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

    private TwilioResponse Delete(ResourcePath path, EmulatedMessage message)
    {
        if (!MessageStatusName.IsFinal(message.Status))
        {
            return Representation.Of(new TwilioError(20009, "Cannot delete this resource before it is complete", 409), path.Extension);
        }

        store.Remove(message.Sid);
        return TwilioResponse.NoContent;
    }

    private TwilioResponse Existing(EmulatedRequest request, ResourcePath path, Func<EmulatedMessage, TwilioResponse> answer) =>
        store.Find(path.MessageSid) is { } message && message.AccountSid == path.AccountSid
            ? answer(message)
            : Representation.Of(TwilioError.NotFound(request.Path), path.Extension);

    private static TwilioResponse One(int status, ResourcePath path, EmulatedMessage message) =>
        Representation.Of(status, path.Extension, "Message", writer => MessageResource.Write(writer, message));

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();
}
