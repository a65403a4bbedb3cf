using System.Text.Json;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Resources;

/// <summary>The media of a message, and what is said of its delivery: <c>Media.json</c> and <c>Feedback.json</c>.</summary>
internal sealed class MediaEndpoint(TwilioEmulatorOptions options, MessageStore store)
{
    private const int PageSize = 50;

    public static TwilioResponse List(EmulatedRequest request, ResourcePath path, EmulatedMessage message) => Representation.Of(
        200,
        path.Extension,
        "MediaList",
        writer => new ListPage(request.Path + "?", PageSize, 0, "").Write(
            writer, "media_list", MessageMedia.Of(message), (json, medium) => Write(json, message, medium)));

    public static TwilioResponse Fetch(EmulatedRequest request, ResourcePath path, EmulatedMessage message) => Existing(request, path, message, medium =>
        path.IsPublic
            // The medium itself is where the message's sender had it: nothing is loaded from elsewhere.
            ? new TwilioResponse(307, "", default) { Headers = [new("Location", medium.Url)] }
            : Representation.Of(200, path.Extension, "Media", writer => Write(writer, message, medium)));

    public TwilioResponse Delete(EmulatedRequest request, ResourcePath path, EmulatedMessage message) => Existing(request, path, message, medium =>
    {
        store.Change(message.Sid, current => current with { DeletedMedia = [.. current.DeletedMedia, medium.Sid] });
        return TwilioResponse.NoContent;
    });

    public TwilioResponse Feedback(EmulatedRequest request, ResourcePath path, EmulatedMessage message)
    {
        var outcome = request["Outcome"] is { Length: > 0 } given ? given : "unconfirmed";
        if (outcome is not ("confirmed" or "unconfirmed"))
        {
            return Representation.Of(TwilioError.InvalidParameter("Outcome"), path.Extension);
        }

        store.Change(message.Sid, current => current with { Feedback = outcome });
        var now = MessageResource.Date(options.TimeProvider.GetUtcNow());
        return Representation.Of(201, path.Extension, "Feedback", writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("account_sid", message.AccountSid);
            writer.WriteString("message_sid", message.Sid);
            writer.WriteString("outcome", outcome);
            writer.WriteString("date_created", now);
            writer.WriteString("date_updated", now);
            writer.WriteString("uri", MessageResource.UriOf(message) + "/Feedback.json");
            writer.WriteEndObject();
        });
    }

    private static TwilioResponse Existing(
        EmulatedRequest request, ResourcePath path, EmulatedMessage message, Func<MessageMedia, TwilioResponse> answer) =>
        MessageMedia.Of(message).FirstOrDefault(medium => medium.Sid == path.MediaSid) is { } medium
            ? answer(medium)
            : Representation.Of(TwilioError.NotFound(request.Path), path.Extension);

    private static void Write(Utf8JsonWriter writer, EmulatedMessage message, MessageMedia medium)
    {
        writer.WriteStartObject();
        writer.WriteString("sid", medium.Sid);
        writer.WriteString("account_sid", message.AccountSid);
        writer.WriteString("parent_sid", message.Sid);
        writer.WriteString("content_type", medium.ContentType);
        writer.WriteString("date_created", MessageResource.Date(message.DateCreated));
        writer.WriteString("date_updated", MessageResource.Date(message.DateCreated));
        writer.WriteString("uri", medium.Path + ".json");
        writer.WriteEndObject();
    }
}
