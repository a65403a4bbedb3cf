namespace TwilioSms.FreeMarker;

/// <summary>Built-ins that ask for a value's type.</summary>
internal static class TypeBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        Of("is_string", static (in value) => value.IsString),
        Of("is_number", static (in value) => value.IsNumber),
        Of("is_boolean", static (in value) => value.IsBoolean),
        Of("is_hash", static (in value) => value.Object is IHash),
        Of("is_hash_ex", static (in value) => value.Object is IExtendedHash),
        Of("is_sequence", static (in value) => value.Object is ISequence),
        Of("is_indexable", static (in value) => value.Object is ISequence),
        Of("is_collection", static (in value) => value.Object is IIterable),
        Of("is_collection_ex", static (in _) => false),
        Of("is_enumerable", static (in value) => value.Object is ISequence or IIterable),
        Of("is_method", static (in value) => value.Object is IMethod),
        Of("is_macro", static (in value) => value.Object is MacroValue or Pass),
        Of("is_directive", static (in value) => value.Object is MacroValue or IDirective),
        Of("is_transform", static (in value) => value.Object is InterpretedTemplate),
        Of("is_markup_output", static (in value) => value.Object is Markup),
        Of("is_node", static (in _) => false),
        Of("has_api", static (in value) => value.Object is ModelHash or ModelSequence),
    ];

    private delegate bool TypeTest(in Value value);

    private static BuiltIn Of(string name, TypeTest test) =>
        BuiltIn.Of(name, BuiltInTarget.Any, BuiltInCost.Constant, (in call) => test(call.Target));
}
