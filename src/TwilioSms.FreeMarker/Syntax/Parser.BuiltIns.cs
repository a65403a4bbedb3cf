using TwilioSms.FreeMarker.BuiltIns;
using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Text;
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
        if (BuiltInTable.Find(name) is not { } builtIn)
        {
            Tell(UnknownBuiltIn(token, name));
            return Placed(start, new Variable(start, name));
        }

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

    private TemplateSyntaxException UnknownBuiltIn(Token token, string name)
    {
        if (IsBeforeColon(token.End))
        {
            return Error($"There is no built-in ?{name}.{Ternary}", token.Start);
        }

        if (OtherLanguages.BuiltIn(name) is { } other)
        {
            other = scanner.Naming == TemplateNamingConvention.CamelCase ? CamelCase.Of(other) : other;
            return Error($"There is no built-in ?{name}. FreeMarker has ?{other} for that.", token.Start, Instead(token, other));
        }

        return Suggestion.Find(name, BuiltInTable.Names.Where(scanner.IsInConvention)) is { } near
            ? Error($"There is no built-in ?{name}. Did you mean ?{near}?", token.Start, Instead(token, near))
            : Error($"There is no built-in ?{name}.{OtherLanguages.Opposite(name)}", token.Start);
    }

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
            $"There is no special variable .{name}.{Suggestion.For(name, SpecialVariables.Names.Where(scanner.IsInConvention), ".")}", token.Start));
    }
}
