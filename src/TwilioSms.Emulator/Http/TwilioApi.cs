using TwilioSms.Emulator.Accounts;
using TwilioSms.Emulator.Authentication;
using TwilioSms.Emulator.Messages;
using TwilioSms.Emulator.Resources;

namespace TwilioSms.Emulator.Http;

/// <summary>From a request to its answer: find the resource, authenticate, act.</summary>
internal sealed class TwilioApi(
    TwilioEmulatorOptions options,
    AccountDirectory accounts,
    AccessTokens accessTokens,
    MessagingServices services,
    MessageStore store,
    MessageEndpoint messages)
{
    private readonly AccountAuthentication authentication = new(options, accounts, accessTokens);
    private readonly ServiceEndpoint serviceEndpoint = new(options, accounts, services);
    private readonly AccountEndpoint account = new(options, accounts);
    private readonly MediaEndpoint media = new(options, store);
    private volatile EmulatedAccountStatus accountStatus;

    public EmulatedAccountStatus AccountStatus
    {
        get => accountStatus;
        set => accountStatus = value;
    }

    public TwilioResponse Answer(EmulatedRequest request)
    {
        if (AccessTokens.Owns(request))
        {
            return accessTokens.Answer(request);
        }

        if (ServiceEndpoint.Owns(request))
        {
            return authentication.Refuse(request.Authorization, out var owner) is { } unknown
                ? Unauthorized(unknown, ".json")
                : serviceEndpoint.Answer(request, owner);
        }

        if (ResourcePath.Parse(request.Path) is not { } path)
        {
            return Representation.Of(TwilioError.NotFound(request.Path), System.IO.Path.GetExtension(request.Path));
        }

        if (!path.IsPublic && authentication.Refuse(request.Authorization, path) is { } refusal)
        {
            return Unauthorized(refusal, path.Extension);
        }

        if (request.Problem is { } problem)
        {
            return Representation.Of(problem, path.Extension);
        }

        return (path.Resource, request.Method) switch
        {
            (Resource.Account, "GET") => account.Account(path, AccountStatus),
            (Resource.Balance, "GET") => AccountEndpoint.Balance(path),
            (Resource.IncomingNumberList, "GET") => account.Numbers(request, path),
            (Resource.IncomingNumber, "GET") => account.Number(request, path),
            (Resource.MessageList, "GET") => messages.List(request, path),
            (Resource.MessageList, "POST") when AccountStatus != EmulatedAccountStatus.Active =>
                Representation.Of(new TwilioError(20005, "Account not active", 403), path.Extension),
            (Resource.MessageList, "POST") => messages.Create(request, path),
            (Resource.Message, "GET") => Existing(request, path, message => MessageEndpoint.Fetch(path, message)),
            (Resource.Message, "POST") => Existing(request, path, message => messages.Update(request, path, message)),
            (Resource.Message, "DELETE") => Existing(request, path, message => messages.Delete(path, message)),
            (Resource.MediaList, "GET") => Existing(request, path, message => MediaEndpoint.List(request, path, message)),
            (Resource.Media, "GET") => Existing(request, path, message => MediaEndpoint.Fetch(request, path, message)),
            (Resource.Media, "DELETE") => Existing(request, path, message => media.Delete(request, path, message)),
            (Resource.Feedback, "POST") => Existing(request, path, message => media.Feedback(request, path, message)),
            _ => Representation.Of(TwilioError.MethodNotAllowed(request), path.Extension),
        };
    }

    private static TwilioResponse Unauthorized(TwilioError refusal, string extension) =>
        Representation.Of(refusal, extension) with { Headers = [new("WWW-Authenticate", "Basic realm=\"Twilio API\"")] };

    private TwilioResponse Existing(EmulatedRequest request, ResourcePath path, Func<EmulatedMessage, TwilioResponse> answer) =>
        store.Find(path.Sid) is { } message && message.AccountSid == path.AccountSid
            ? answer(message)
            : Representation.Of(TwilioError.NotFound(request.Path), path.Extension);
}
