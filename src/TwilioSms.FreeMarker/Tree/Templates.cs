namespace TwilioSms.FreeMarker.Tree;

/// <summary><c>#include</c>.</summary>
internal sealed class Include(
    int start, Expression name, Expression? encoding, Expression? parse, Expression? ignoreMissing, EvaluationContext context) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        var given = name.EvaluateText(environment);
        _ = encoding?.EvaluateText(environment); // texts have none, but a wrong one is an error
        var parses = parse is null || Parses(environment, parse);
        var ignores = ignoreMissing is not null && ignoreMissing.EvaluateBoolean(environment);
        environment.Budget.ChargeInclude(this);
        if (environment.Templates.Find(given, this) is not { } template)
        {
            return ignores ? Flow.Next : throw environment.Errors.NoTemplate("include", given, this);
        }

        return parses ? environment.Templates.Include(template, context, this) : environment.Templates.IncludeUnparsed(template, this);
    }

    /// <summary>The option <c>parse</c>, unlike <c>ignore_missing</c>, may be a text.</summary>
    private static bool Parses(Environment environment, Expression option)
    {
        var value = option.Evaluate(environment);
        if (value.IsMissing)
        {
            return environment.Dialect.MissingIsEmpty ? false : throw environment.Errors.Missing(option);
        }

        return value.TryGetString(out var text)
            ? text switch
            {
                "true" or "yes" or "y" or "t" => true,
                "false" or "no" or "n" or "f" => false,
                _ => throw environment.Errors.At("The option parse of #include must be true or false.", option),
            }
            : environment.Convert.ToBoolean(value, option);
    }
}

/// <summary><c>#import</c>.</summary>
internal sealed class Import(int start, Expression name, string space) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        var given = name.EvaluateText(environment);
        return environment.Libraries.TryImport(given, space, this) ? Flow.Next : throw environment.Errors.NoTemplate("import", given, this);
    }
}
