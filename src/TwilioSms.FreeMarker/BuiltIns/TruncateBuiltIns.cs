using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>The ?truncate family: at words (w), at characters (c), with a terminator in markup (m).</summary>
internal static class TruncateBuiltIns
{
    private const string StandardTerminator = "[...]";
    private const string StandardMarkupTerminator = "<span class='truncateTerminator'>[&#8230;]</span>";
    private const int StandardMarkupTerminatorLength = 3;

    public static readonly BuiltIn[] All =
    [
        Truncate("truncate", static (in call) => Truncate(call, TruncationMode.Automatic, markup: false)),
        Truncate("truncate_w", static (in call) => Truncate(call, TruncationMode.AtWords, markup: false)),
        Truncate("truncate_c", static (in call) => Truncate(call, TruncationMode.AtCharacters, markup: false)),
        Truncate("truncate_m", static (in call) => Truncate(call, TruncationMode.Automatic, markup: true)),
        Truncate("truncate_w_m", static (in call) => Truncate(call, TruncationMode.AtWords, markup: true)),
        Truncate("truncate_c_m", static (in call) => Truncate(call, TruncationMode.AtCharacters, markup: true)),
    ];

    private static BuiltIn Truncate(string name, BuiltInFunction function) => BuiltIn.Method(name, BuiltInTarget.Text, 1, 3, BuiltInCost.Reading, function);

    private static Value Truncate(in BuiltInCall call, TruncationMode mode, bool markup)
    {
        string text = call.Text;
        int maximum = call.WholeArgument(0);
        if (maximum < 0)
        {
            throw call.Error("The length, argument 1, must not be negative.");
        }

        Value terminator = Terminator(call, markup, out int length);
        if (text.Length <= maximum)
        {
            return text;
        }

        string start = StartOf(terminator);
        bool spacesWords = start.Length > 0 || !call.Environment.Dialect.CutsWithoutSpace;
        string cut = new Truncation(text, maximum, length, start.Length > 0 && Truncation.IsDot(start[0]), spacesWords, mode).Cut();
        if (cut.Length == 0)
        {
            return terminator;
        }

        call.Environment.Budget.ChargeString((long)cut.Length + start.Length, call.Node);
        return terminator.Object is Markup end
            ? Value.FromObject(Markup.Concatenate(Markup.FromPlainText(end.Format, cut), end))
            : cut + start;
    }

    private static Value Terminator(in BuiltInCall call, bool markup, out int length)
    {
        if (call.Count == 1)
        {
            length = markup ? StandardMarkupTerminatorLength : StandardTerminator.Length;
            return markup ? Value.FromObject(Markup.FromMarkup(OutputFormat.Html, StandardMarkupTerminator)) : StandardTerminator;
        }

        Value terminator = call.Arguments[1];
        if (!(markup && terminator.Object is Markup))
        {
            terminator = terminator.TryGetString(out string? given)
                ? given
                : throw call.WrongArgument(1, markup ? "a string or markup" : "a string");
        }

        if (call.Count > 2)
        {
            length = call.WholeArgument(2);
            return length < 0 ? throw call.Error("The length of the terminator, argument 3, must not be negative.") : terminator;
        }

        call.Environment.Budget.ChargeReading(StartOf(terminator).Length, call.Node);
        length = terminator.Object is Markup end ? VisibleLength(end) : StartOf(terminator).Length;
        return terminator;
    }

    private static string StartOf(Value terminator) =>
        terminator.Object is Markup markup ? markup.Text : terminator.TryGetString(out string? text) ? text : string.Empty;

    /// <summary>The characters that HTML and XML show: without tags and comments, an entity counting as one. Other markup counts as 3.</summary>
    private static int VisibleLength(Markup markup)
    {
        if (markup.Format.Name is not ("HTML" or "XHTML" or "XML"))
        {
            return StandardMarkupTerminatorLength;
        }

        string text = markup.Text;
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char end = text[i] switch { '<' => '>', '&' => ';', _ => '\0' };
            if (end == '\0')
            {
                length++;
                continue;
            }

            length += end == ';' ? 1 : 0;
            int close = text.IndexOf(end, i);
            i = close < 0 ? text.Length : close;
        }

        return length;
    }
}
