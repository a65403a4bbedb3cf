using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins that ask for a value's type.</summary>
internal static class TypeBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        Of("is_string", static value => value.IsString),
        Of("is_number", static value => value.IsNumber),
        Of("is_boolean", static value => value.IsBoolean),
        Of("is_hash", static value => value.Object is IHash),
        Of("is_hash_ex", static value => value.Object is IExtendedHash),
        Of("is_sequence", static value => value.Object is ISequence),
        Of("is_indexable", static value => value.Object is ISequence),
        Of("is_collection", static value => value.Object is IIterable),
        Of("is_collection_ex", static _ => false),
        Of("is_enumerable", static value => value.Object is ISequence or IIterable),
        Of("is_method", static value => value.Object is IMethod),
        Of("is_macro", static value => value.Object is MacroValue or Pass),
        Of("is_directive", static value => value.Object is MacroValue or Pass or IDirective),
        Of("is_transform", static value => value.Object is ITransform),
        Of("is_markup_output", static value => value.Object is Markup),
        Of("is_node", static _ => false),
        Of("has_api", static value => value.Object is ModelHash or ModelSequence),
    ];

    private static BuiltIn Of(string name, Func<Value, bool> test) =>
        BuiltIn.Of(name, BuiltInTarget.Any, BuiltInCost.Constant, (in call) => test(call.Target));
}
