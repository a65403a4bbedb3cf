using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text.Regex;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>?matches and the groups of what it finds.</summary>
internal static class RegexBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Method("matches", BuiltInTarget.Text, 1, 2, BuiltInCost.Own, static (in call) => Matches(call)).WithTexts(),
        BuiltIn.Of("groups", BuiltInTarget.Any, BuiltInCost.Constant, static (in call) => call.Target.Object switch
        {
            RegexMatches matches => Value.FromObject(new RegexWholeGroups(call.Environment, matches.Whole, matches.GroupCount)),
            RegexMatch match => Value.FromObject(new RegexGroups(match.Match, match.GroupCount)),
            _ => throw call.Environment.Errors.WrongType(call.TargetNode, "a result of ?matches or one of its items", call.Target),
        }),
    ];

    private static Value Matches(in BuiltInCall call)
    {
        string pattern = call.TextArgument(0);
        var flags = call.Flags(1);
        JavaRegex regex = call.Environment.Texts.Regex(pattern, flags.ForRegex, call.Node);
        return Value.FromObject(new RegexMatches(call.Environment, regex, call.Text, call.Node));
    }
}
