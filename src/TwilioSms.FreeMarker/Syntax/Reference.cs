namespace TwilioSms.FreeMarker;

/// <summary>A place where a template reads a variable or something inside one.</summary>
/// <param name="Path">The variable, with the names after it.</param>
/// <param name="Scope">The loop variables in force there.</param>
internal readonly record struct Reference(Expression Path, Scope? Scope)
{
    /// <summary>The path in the data model, such as <c>order.items[].name</c>; null where it does not start there.</summary>
    /// <param name="assigned">The names the template itself gives values to.</param>
    public string? Describe(HashSet<string> assigned) => PathOf(Path, Scope, assigned);

    private static string? PathOf(Expression expression, Scope? scope, HashSet<string> assigned)
    {
        switch (expression)
        {
            case Dot dot:
                return PathOf(dot.Target, scope, assigned) is { } path ? $"{path}.{dot.Key}" : null;
            case Variable variable when Scope.Find(scope, variable.Name) is { } loop:
                return loop.Source is { } source && PathOf(source, loop.Outer, assigned) is { } listed ? listed + "[]" : null;
            case Variable variable:
                return assigned.Contains(variable.Name) ? null : variable.Name;
            default:
                return null;
        }
    }
}
