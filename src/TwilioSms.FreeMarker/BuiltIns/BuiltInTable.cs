namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>The table of built-ins, looked up while parsing.</summary>
internal static class BuiltInTable
{
    private static readonly BuiltIn[][] Families =
    [
        ExistenceBuiltIns.All,
        ConditionalBuiltIns.All,
        StringBuiltIns.All,
        StringPartBuiltIns.All,
        CaseBuiltIns.All,
        ReplaceBuiltIns.All,
        TruncateBuiltIns.All,
        NullingBuiltIns.All,
        EscapingBuiltIns.All,
        UrlBuiltIns.All,
        RegexBuiltIns.All,
        NumberBuiltIns.All,
        PrintingBuiltIns.All,
        DateBuiltIns.All,
        SequenceBuiltIns.All,
        SequenceSearchBuiltIns.All,
        SortBuiltIns.All,
        LambdaBuiltIns.All,
        HashBuiltIns.All,
        TypeBuiltIns.All,
        LoopVariableBuiltIns.All,
        EvaluationBuiltIns.All,
        OutputFormatBuiltIns.All,
        CallableBuiltIns.All,
        TemplateNameBuiltIns.All,
        RefusedBuiltIns.All,
    ];

    private static readonly Dictionary<string, BuiltIn> ByName = Index();

    /// <summary>Every entry, once.</summary>
    public static IEnumerable<BuiltIn> All => Families.SelectMany(family => family);

    /// <summary>Every name in both conventions.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The built-in of a name in either convention, null where there is none.</summary>
    public static BuiltIn? Find(string name) => ByName.TryGetValue(name, out var builtIn) ? builtIn : null;

    private static Dictionary<string, BuiltIn> Index()
    {
        var index = new Dictionary<string, BuiltIn>(StringComparer.Ordinal);
        foreach (var builtIn in All)
        {
            index.Add(builtIn.Name, builtIn);
            if (builtIn.CamelName != builtIn.Name)
            {
                index.Add(builtIn.CamelName, builtIn);
            }
        }

        return index;
    }
}
