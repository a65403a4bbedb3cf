namespace TwilioSms.Emulator.Http;

internal enum Resource
{
    Account,
    Balance,
    IncomingNumberList,
    IncomingNumber,
    MessageList,
    Message,
    MediaList,
    Media,
    Feedback,
}

/// <summary>What a path of the 2010-04-01 API names, and the representation its extension asks for.</summary>
/// <param name="Resource">The kind.</param>
/// <param name="AccountSid">The account.</param>
/// <param name="Sid">The resource of a list: a message or a number; empty where there is none.</param>
/// <param name="MediaSid">The medium of the message; empty where there is none.</param>
/// <param name="Extension">With the dot.</param>
internal sealed record ResourcePath(Resource Resource, string AccountSid, string Sid, string MediaSid, string Extension)
{
    private const string Accounts = "/2010-04-01/Accounts/";

    /// <summary>Whether anybody may read it: the media themselves, whose addresses nobody guesses.</summary>
    public bool IsPublic => Resource == Resource.Media && Extension.Length == 0;

    /// <summary>The resource, or null where the API has none there.</summary>
    public static ResourcePath? Parse(string path)
    {
        if (!path.StartsWith(Accounts, StringComparison.Ordinal))
        {
            return null;
        }

        var extension = System.IO.Path.GetExtension(path);
        var names = path[Accounts.Length..^extension.Length].Split('/');
        if (!Messages.Sid.IsValid(names[0], "AC") || extension is not ("" or ".json" or ".xml"))
        {
            return null;
        }

        return names switch
        {
            [_] => Of(Resource.Account),
            [_, "Balance"] => Of(Resource.Balance),
            [_, "IncomingPhoneNumbers"] => Of(Resource.IncomingNumberList),
            [_, "IncomingPhoneNumbers", var number] => Of(Resource.IncomingNumber, number),
            [_, "Messages"] => Of(Resource.MessageList),
            [_, "Messages", var message] => Of(Resource.Message, message),
            [_, "Messages", var message, "Media"] => Of(Resource.MediaList, message),
            [_, "Messages", var message, "Media", var medium] => Of(Resource.Media, message, medium),
            [_, "Messages", var message, "Feedback"] => Of(Resource.Feedback, message),
            _ => null,
        };

        ResourcePath Of(Resource resource, string sid = "", string mediaSid = "") => new(resource, names[0], sid, mediaSid, extension);
    }
}
