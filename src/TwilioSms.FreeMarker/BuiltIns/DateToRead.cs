using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>
/// What <c>text?date</c> is: the date read by the format of the settings that are in force where it stands, <c>text?date.iso</c> and
/// <c>text?date('yyyy')</c> read by another one. Nothing is read before one of them is asked for.
/// </summary>
internal sealed class DateToRead(Environment environment, string text, DateKind kind, RenderSettings settings, string builtInName, Expression node) : IDateSource, IHash, IMethod
{
    public bool TakesTexts => true;

    private DateValue? date;

    public DateKind Kind => kind;

    public bool IsEmpty => false;

    public DateValue GetDate() => date ??= environment.Dates.Parse(text, kind, settings, node);

    public Value Get(string key) => environment.Dates.Parse(text, kind, key, node);

    public Value Invoke(Environment environment, ReadOnlySpan<Value> arguments, Expression call) => arguments.Length switch
    {
        0 => GetDate(),
        1 => environment.Dates.Parse(text, kind, arguments[0].AsString(), node),
        _ => throw environment.Errors.AtElement($"?{builtInName} takes no argument or a format, but got {arguments.Length} arguments."),
    };
}
