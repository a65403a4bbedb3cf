using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Http;

internal enum Resource
{
    Account,
    MessageList,
    Message,
}

/// <summary>What a path of the 2010-04-01 API names, and the representation its extension asks for.</summary>
internal sealed record ResourcePath(Resource Resource, string AccountSid, string MessageSid, string Extension)
{
    private const string Accounts = "/2010-04-01/Accounts/";

    /// <summary>The resource, or null where the API has none there.</summary>
    public static ResourcePath? Parse(string path)
    {
        if (!path.StartsWith(Accounts, StringComparison.Ordinal))
        {
            return null;
        }

        var extension = System.IO.Path.GetExtension(path);
        var names = path[Accounts.Length..^extension.Length].Split('/');
        if (!Sid.IsValid(names[0], "AC") || extension is not ("" or ".json" or ".xml"))
        {
            return null;
        }

        return names switch
        {
            [var account] => new(Resource.Account, account, "", extension),
            [var account, "Messages"] => new(Resource.MessageList, account, "", extension),
            [var account, "Messages", var message] => new(Resource.Message, account, message, extension),
            _ => null,
        };
    }
}
