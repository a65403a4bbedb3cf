using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins that turn values into text: for people (<c>?string</c>) and for programs (<c>?c</c>).</summary>
internal static class PrintingBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Of("c", BuiltInTarget.Any, BuiltInCost.Own, static (in call) => ForComputers(call)).PrintingNumbersBy(static (environment, number, at) => environment.Numbers.WriteForComputers(number, at)),
        BuiltIn.Of("cn", BuiltInTarget.AnyOrMissing, BuiltInCost.Own, static (in call) =>
            call.Target.IsMissing ? NullText(call.Environment.Settings.CFormat) : ForComputers(call)),
        BuiltIn.Node("string", BuiltInArguments.Optional, 0, int.MaxValue, static (in syntax) => new StringBuiltIn(syntax.Target, syntax.Arguments)),
    ];

    private static string NullText(TemplateCFormat format) => format == TemplateCFormat.Xs ? string.Empty : "null";

    private static Value ForComputers(in BuiltInCall call)
    {
        var environment = call.Environment;
        if (call.Target.TryGetNumber(out var number))
        {
            return environment.Numbers.FormatForComputers(number, call.Node);
        }

        if (call.Target.TryGetBoolean(out var boolean))
        {
            return boolean ? "true" : "false";
        }

        // Strings came with c_format.
        var format = environment.Settings.CFormat;
        if (format == TemplateCFormat.Legacy && !environment.Dialect.HasCFormat)
        {
            throw environment.Errors.WrongType(call.TargetNode, "a number or boolean", call.Target);
        }

        return call.Target.TryGetString(out var text)
            ? EscapingBuiltIns.Quote(call, text, format)
            : throw environment.Errors.WrongType(call.TargetNode, "a number, boolean or string", call.Target);
    }
}
