using System.Security.Cryptography;
using System.Text;
using TwilioSms.Emulator.Resources;

namespace TwilioSms.Emulator.Messages;

/// <summary>A medium of a message: a resource of its own, whose content is where the message's sender had it.</summary>
internal sealed record MessageMedia(string Sid, string Path, string Url)
{
    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".gif"] = "image/gif",
        [".jpeg"] = "image/jpeg",
        [".jpg"] = "image/jpeg",
        [".mp3"] = "audio/mpeg",
        [".mp4"] = "video/mp4",
        [".pdf"] = "application/pdf",
        [".png"] = "image/png",
        [".vcf"] = "text/vcard",
    };

    /// <summary>By the name, for nothing is loaded from elsewhere.</summary>
    public string ContentType =>
        ContentTypes.GetValueOrDefault(System.IO.Path.GetExtension(new Uri(Url).AbsolutePath), "application/octet-stream");

    /// <summary>The message's media. Their SIDs follow from its own and their place.</summary>
    public static IReadOnlyList<MessageMedia> Of(EmulatedMessage message) =>
    [
        .. message.MediaUrls.Select((url, index) => (Url: url, Sid: SidOf(FormattableString.Invariant($"{message.Sid}/{index}"))))
            .Where(medium => !message.DeletedMedia.Contains(medium.Sid))
            .Select(medium => new MessageMedia(
                medium.Sid,
                $"/{MessageResource.ApiVersion}/Accounts/{message.AccountSid}/Messages/{message.Sid}/Media/{medium.Sid}",
                medium.Url)),
    ];

    private static string SidOf(string place) => "ME" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..32];
}
