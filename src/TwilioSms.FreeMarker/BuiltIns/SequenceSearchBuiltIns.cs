using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins that look for an item. Items of another type than the one looked for are just not it.</summary>
internal static class SequenceSearchBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Method("seq_contains", BuiltInTarget.Iterable, 1, 1, BuiltInCost.Own, static (in call) => IndexOf(call, 0) >= 0).Lazily(),
        BuiltIn.Method("seq_index_of", BuiltInTarget.Iterable, 1, 2, BuiltInCost.Own, static (in call) =>
            Value.From(IndexOf(call, call.Count > 1 ? call.NumberArgument(1).ToInt32() : 0))).Lazily(),
        BuiltIn.Method("seq_last_index_of", BuiltInTarget.Iterable, 1, 2, BuiltInCost.Own, static (in call) =>
            Value.From(LastIndexOf(call, call.Count > 1 ? call.NumberArgument(1).ToInt32() : int.MaxValue))).Lazily(),
    ];

    private static int IndexOf(in BuiltInCall call, int start)
    {
        var index = 0;
        for (var items = call.Items(asSequence: true); items.MoveNext(); index++)
        {
            if (index >= start && call.Environment.Comparisons.IsItem(items.Current, call.Arguments[0], call.Node))
            {
                return index;
            }
        }

        return -1;
    }

    private static int LastIndexOf(in BuiltInCall call, int start)
    {
        var last = -1;
        var index = 0;
        for (var items = call.Items(asSequence: true); index <= start && items.MoveNext(); index++)
        {
            if (call.Environment.Comparisons.IsItem(items.Current, call.Arguments[0], call.Node))
            {
                last = index;
            }
        }

        return last;
    }
}
