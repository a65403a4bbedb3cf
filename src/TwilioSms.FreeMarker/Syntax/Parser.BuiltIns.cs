using TwilioSms.FreeMarker.BuiltIns;
using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// Built-ins and special variables.
internal sealed partial class Parser
{
    private const string Ternary = " To choose between two values, write condition?then(one, other).";

    private Expression ParseBuiltIn(int start, Expression target)
    {
        scanner.Take();
        if (!Next(TokenKind.Identifier))
        {
            throw Unexpected("the name of a built-in", Ternary);
        }

        var token = scanner.Take();
        var name = NameOf(token);
        scanner.CheckNaming(name.AsSpan(), token.Start);
        var builtIn = BuiltInTable.Find(name) ?? throw Error(
            $"There is no built-in ?{name}.{(IsBeforeColon(token.End) ? Ternary : OtherLanguages.BuiltIn(name) ?? Suggestion.For(name, BuiltInTable.Names.Where(IsInConvention), "?"))}", token.Start);
        if (name is "html" or "xhtml" or "xml" or "rtf" or "web_safe" or "webSafe" && context.Substitutes is null)
        {
            RequireNoAutoEscaping("?" + name, token.Start);
        }

        if (name is "no_esc" or "noEsc")
        {
            RequireAllowedByPolicy(escapes: false, "?" + name, token.Start);
        }

        Expression[]? arguments = null;
        var open = 0;
        if (builtIn.Arguments != BuiltInArguments.None && Next(TokenKind.OpenParenthesis))
        {
            open = scanner.Take().Start;
            using (Within(name == "then" ? Guarded(target) : context))
            {
                arguments = ParseArguments(TokenKind.CloseParenthesis, builtIn.TakesLambda ? target : null);
            }
        }
        else if (builtIn.Factory is not null && builtIn.Arguments == BuiltInArguments.Required)
        {
            throw Final(Unexpected($"\"(\" and the arguments of ?{name}"));
        }

        if (builtIn.Factory is null)
        {
            return Placed(start, new BuiltInExpression(builtIn, target, arguments));
        }

        if (arguments is not null && (arguments.Length < builtIn.MinimumArguments || arguments.Length > builtIn.MaximumArguments))
        {
            throw Error(
                builtIn.MinimumArguments == builtIn.MaximumArguments
                    ? FormattableString.Invariant($"?{name} takes {builtIn.MinimumArguments} arguments, but got {arguments.Length}.")
                    : FormattableString.Invariant($"?{name} takes {builtIn.MinimumArguments} to {builtIn.MaximumArguments} arguments, but got {arguments.Length}."),
                open);
        }

        return Placed(start, builtIn.Factory(new BuiltInSyntax(this, builtIn, token.Start, target, arguments)));
    }

    /// <summary>Whether a name is spelled as the template spells its names.</summary>
    private bool IsInConvention(string name) =>
        scanner.Naming == TemplateNamingConvention.CamelCase ? name.IndexOf('_') < 0 : !name.Any(char.IsUpper);

    /// <summary>Whether a colon follows. Its token is not looked for: what is none would be another error.</summary>
    private bool IsBeforeColon(int offset)
    {
        while (offset < source.Text.Length && source.Text[offset] == ' ')
        {
            offset++;
        }

        return offset < source.Text.Length && source.Text[offset] == ':';
    }

    private Expression ParseSpecialVariable()
    {
        var dot = scanner.Take();
        var token = Expect(TokenKind.Identifier, "the name of a special variable");
        var name = NameOf(token);
        scanner.CheckNaming(name.AsSpan(), token.Start);
        return Ended(SpecialVariables.Create(name, dot.Start, token.Start, this) ?? throw Error(
            $"There is no special variable .{name}.{Suggestion.For(name, SpecialVariables.Names.Where(IsInConvention), ".")}", token.Start));
    }
}
