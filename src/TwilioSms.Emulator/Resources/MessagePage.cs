using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Resources;

/// <summary>
/// A page of the message list, newest first. As with Twilio, a page is found by its token (<c>PA</c>: after, <c>PB</c>: before
/// the message it names), and the page number only counts along.
/// </summary>
internal sealed class MessagePage
{
    private const int DefaultSize = 50;
    private const int LargestSize = 1000;
    private const string After = "PA";
    private const string Before = "PB";

    private readonly ListPage page;
    private readonly List<EmulatedMessage> messages;

    private MessagePage(EmulatedRequest request, int size, int number, string token, List<EmulatedMessage> messages, bool more)
    {
        var list = request.Path + "?" + string.Concat(MessageFilter.Parameters
            .Where(name => request.Query.ContainsKey(name))
            .Select(name => $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(request.Query[name].ToString())}&"));
        this.messages = messages;
        page = new ListPage(list, size, number, token)
        {
            Previous = number > 0 && messages.Count > 0 ? Before + messages[0].Sid : null,
            Next = more && messages.Count > 0 ? After + messages[^1].Sid : null,
        };
    }

    public static bool TryRead(
        EmulatedRequest request,
        MessageStore store,
        Func<EmulatedMessage, bool> isListed,
        [NotNullWhen(true)] out MessagePage? page,
        [NotNullWhen(false)] out TwilioError? error)
    {
        page = null;
        if (!TryReadNumber(request, "PageSize", DefaultSize, 1, out var size))
        {
            error = TwilioError.InvalidParameter("PageSize");
            return false;
        }

        if (!TryReadNumber(request, "Page", 0, 0, out var number))
        {
            error = TwilioError.InvalidParameter("Page");
            return false;
        }

        if (!MessageFilter.TryRead(request, out var filter, out error))
        {
            return false;
        }

        size = Math.Min(size, LargestSize);
        var token = request.Query["PageToken"].ToString();
        var back = token.StartsWith(Before, StringComparison.Ordinal);
        if (token.Length > 0 && !back && !token.StartsWith(After, StringComparison.Ordinal))
        {
            error = InvalidToken;
            return false;
        }

        var start = token.Length > 0 ? token[After.Length..] : null;
        // One message more than the page holds tells whether another page follows.
        if (store.Beside(start, back ? 1 : -1, back ? size : size + 1, message => isListed(message) && filter.Matches(message)) is not { } found)
        {
            error = InvalidToken;
            return false;
        }

        var more = back || found.Count > size;
        if (back)
        {
            found.Reverse();
        }
        else if (more)
        {
            found.RemoveAt(size);
        }

        page = new MessagePage(request, size, number, token, found, more);
        return true;
    }

    public void Write(Utf8JsonWriter writer) => page.Write(
        writer, "messages", messages, static (json, message) => MessageResource.Write(json, message, created: false));

    private static TwilioError InvalidToken => new(21481, "Invalid PageToken");

    private static bool TryReadNumber(EmulatedRequest request, string name, int absent, int least, out int number)
    {
        number = absent;
        return !request.Query.TryGetValue(name, out var text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least);
    }
}
