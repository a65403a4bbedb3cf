using TwilioSms.FreeMarker.BuiltIns;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

/// <summary>Finds out which paths of the data a template reads, following loops, lambdas and variables that stand for a part of the data.</summary>
internal sealed class DataPaths
{
    /// <summary>More variables that stand for each other than this are not followed.</summary>
    private const int MostAliases = 16;

    private readonly Dictionary<string, AssignedName> assigned = new(StringComparer.Ordinal);
    private int followed;

    private DataPaths(InspectedTemplate template, IReadOnlyList<TemplateImport> imports)
    {
        foreach (var import in imports)
        {
            assigned[import.NamespaceName] = default;
        }

        foreach (var name in template.Macros.SelectMany(static macro => (macro.Unit.Locals?.Keys ?? []).Append(macro.Name)))
        {
            assigned[name] = default;
        }

        foreach (var name in template.Assigned)
        {
            assigned[name.Name] = assigned.ContainsKey(name.Name) ? default : name;
        }
    }

    /// <summary>The paths of a template in the order it reads them.</summary>
    /// <param name="template">The template.</param>
    /// <param name="imports">What is imported for it; the namespaces are not part of the data.</param>
    public static IReadOnlyList<TemplateReference> Of(InspectedTemplate template, IReadOnlyList<TemplateImport> imports)
    {
        var paths = new DataPaths(template, imports);
        return [.. template.References.OrderBy(static reference => reference.Path.Start).SelectMany(paths.Read)
            .GroupBy(static reference => reference.Path, StringComparer.Ordinal)
            .Select(static group => new TemplateReference(group.Key, group.All(static reference => reference.IsOptional)))];
    }

    /// <summary>Whether an expression leads from a variable to a part of it.</summary>
    public static bool IsPath(Expression expression) => expression switch
    {
        Variable or Dot => true,
        Lookup lookup => lookup.Key is Literal or RangeExpression,
        BuiltInExpression builtIn => KeepsItems(builtIn.Name) || TakesItem(builtIn.Name),
        ItemFunctionExpression function => KeepsItems(function.Name),
        _ => false,
    };

    /// <summary>Whether an expression has a value where the one it is about has none.</summary>
    public static bool ToleratesMissing(Expression expression) => expression
        is Default or Exists or BuiltInExpression { Name: "has_content" or "exists" or "if_exists" or "default" or "blank_to_null" or "empty_to_null" or "trim_to_null" or "cn" };

    private static bool KeepsItems(string builtIn) =>
        builtIn is "sort" or "sort_by" or "reverse" or "sequence" or "filter" or "take_while" or "drop_while";

    private static bool TakesItem(string builtIn) => builtIn is "first" or "last" or "min" or "max";

    private IEnumerable<TemplateReference> Read(Reference reference)
    {
        if (PathOf(reference.Path, reference.Scope) is not { } path)
        {
            yield break;
        }

        // Where only the last name may be missing, the object it would be in is needed; the items of a list are there.
        if (reference is { IsLastTolerated: true, IsTolerated: false } && TargetOf(reference.Path) is { } target
            && PathOf(target, reference.Scope) is { } needed && !needed.EndsWith(']') && !IsGuarded(needed, reference.Guards))
        {
            yield return new(needed, false);
        }

        yield return new(path, reference.IsTolerated || reference.IsLastTolerated || IsGuarded(path, reference.Guards));
    }

    private static Expression? TargetOf(Expression path) => path switch
    {
        Dot { Target: Variable or Dot or Lookup } dot => dot.Target,
        Lookup lookup => lookup.Target,
        _ => null,
    };

    /// <summary>Whether a condition around asks for the path, or for what it lies in.</summary>
    private bool IsGuarded(string path, Guard? guards)
    {
        for (var guard = guards; guard is not null; guard = guard.Outer)
        {
            if (Asks(guard.Condition, guard.Scope, path))
            {
                return true;
            }
        }

        return false;
    }

    private bool Asks(Expression condition, Scope? scope, string path) => condition switch
    {
        Parenthesized parenthesized => Asks(parenthesized.Inner, scope, path),
        And and => Asks(and.Left, scope, path) || Asks(and.Right, scope, path),
        Exists exists => Covers(exists.Target, scope, path),
        BuiltInExpression { Name: "has_content" or "exists" } builtIn => Covers(builtIn.Target, scope, path),
        _ => false,
    };

    private bool Covers(Expression asked, Scope? scope, string path) =>
        PathOf(asked is Parenthesized { Inner: var inner } ? inner : asked, scope) is { } covered && path.StartsWith(covered, StringComparison.Ordinal)
        && (path.Length == covered.Length || path[covered.Length] is '.' or '[');

    /// <summary>The path in the data model, such as <c>order.items[].name</c>; null where it does not start there.</summary>
    private string? PathOf(Expression expression, Scope? scope)
    {
        switch (expression)
        {
            case Parenthesized parenthesized:
                return PathOf(parenthesized.Inner, scope);
            case Default fallible:
                return PathOf(fallible.Target, scope);
            case Dot { Target: IDataRoot } dot:
                return dot.Key;
            case Dot dot:
                return PathOf(dot.Target, scope) is { } holder ? $"{holder}.{dot.Key}" : null;
            case Lookup { Target: IDataRoot, Key: Literal { Value: { Kind: ValueKind.String } key } }:
                return key.AsString();
            case Lookup lookup:
                return PathOf(lookup.Target, scope) is not { } looked ? null
                    : lookup.Key is RangeExpression ? looked
                    : lookup.Key is Literal { Value: { Kind: ValueKind.String } inside } ? $"{looked}.{inside.AsString()}"
                    : looked + "[]";
            case BuiltInExpression builtIn when IsPath(builtIn):
                return PathOf(builtIn.Target, scope) is { } list ? TakesItem(builtIn.Name) ? list + "[]" : list : null;
            case ItemFunctionExpression function when IsPath(function):
                return PathOf(function.Target, scope);
            case Variable variable when Scope.Find(scope, variable.Name) is { } loop:
                return loop.Source is { } source && PathOf(source, loop.Outer) is { } listed ? listed + "[]" : null;
            case Variable variable:
                return assigned.TryGetValue(variable.Name, out var name) ? PathOfAssigned(name) : variable.Name;
            default:
                return null;
        }
    }

    /// <summary>A variable that is set once, to a part of the data, stands for it.</summary>
    private string? PathOfAssigned(in AssignedName name)
    {
        if (name.Value is not { } value || followed == MostAliases)
        {
            return null;
        }

        followed++;
        var path = PathOf(value, name.Scope);
        followed--;
        return path;
    }
}
