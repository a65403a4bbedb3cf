using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Http;

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

    private readonly string _list;
    private readonly int _size;
    private readonly int _number;
    private readonly string _token;
    private readonly List<EmulatedMessage> _messages;
    private readonly bool _more;

    private MessagePage(EmulatedRequest request, int size, int number, string token, List<EmulatedMessage> messages, bool more)
    {
        _list = request.Path + "?" + string.Concat(MessageFilter.Parameters
            .Where(name => request.Query.ContainsKey(name))
            .Select(name => $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(request.Query[name].ToString())}&"));
        _size = size;
        _number = number;
        _token = token;
        _messages = messages;
        _more = more;
    }

    public static bool TryRead(
        EmulatedRequest request, MessageStore store, [NotNullWhen(true)] out MessagePage? page, [NotNullWhen(false)] out TwilioError? error)
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
        if (store.Beside(start, back ? 1 : -1, back ? size : size + 1, filter.Matches) is not { } found)
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

    public void Write(Utf8JsonWriter writer)
    {
        var start = _number * _size;
        writer.WriteStartObject();
        writer.WriteString("first_page_uri", PageUri(0, ""));
        writer.WriteNumber("end", Math.Max(start, start + _messages.Count - 1));
        writer.WriteString("previous_page_uri", _number > 0 && _messages.Count > 0 ? PageUri(_number - 1, Before + _messages[0].Sid) : null);
        writer.WriteStartArray("messages");
        foreach (var message in _messages)
        {
            MessageResource.Write(writer, message);
        }

        writer.WriteEndArray();
        writer.WriteString("uri", PageUri(_number, _token));
        writer.WriteNumber("page_size", _size);
        writer.WriteNumber("start", start);
        writer.WriteString("next_page_uri", _more && _messages.Count > 0 ? PageUri(_number + 1, After + _messages[^1].Sid) : null);
        writer.WriteNumber("page", _number);
        writer.WriteEndObject();
    }

    private static TwilioError InvalidToken => new(21481, "Invalid PageToken");

    private static bool TryReadNumber(EmulatedRequest request, string name, int absent, int least, out int number)
    {
        number = absent;
        return !request.Query.TryGetValue(name, out var text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least);
    }

    private string PageUri(int number, string token) =>
        FormattableString.Invariant($"{_list}PageSize={_size}&Page={number}") + (token.Length > 0 ? "&PageToken=" + token : "");
}
