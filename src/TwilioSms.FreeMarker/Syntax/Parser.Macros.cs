using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// #macro and #function, and what only stands in them.
internal sealed partial class Parser
{
    public bool TryUseArguments()
    {
        Unit.UsesArguments = true;
        return (context.IsCallable && !context.InString) || context.IsBroken;
    }

    private void ParseMacro(Token start)
    {
        RequirePlace(!context.IsCallable, "Macros and functions cannot be defined inside each other.", start.Start);
        var isFunction = start.Directive == Directive.Function;
        var name = ParseVariableName();
        using (Within(InMacro(isFunction)))
        {
            var macro = ParseSignature(start, name, isFunction);
            macros.Add(macro);
            macro.Content = layout.Open(LayoutKind.Macro, start.Start);
            ParseBody(start);
            TakeEndTag(start.Directive, isFunction ? "function" : "macro");
            Unit.Complete();
            layout.Close(macro, scanner.LastEnd);
        }
    }

    /// <summary>What surrounds the inside of a macro or function: no loop from outside, and locals of its own.</summary>
    private ParserContext InMacro(bool isFunction) => context with
    {
        Unit = new Unit(),
        Scope = null,
        List = null,
        CanBreak = false,
        CanContinue = false,
        InMacro = !isFunction,
        InFunction = isFunction,
    };

    private Macro ParseSignature(Token start, string name, bool isFunction)
    {
        TryTake(TokenKind.OpenParenthesis);
        var parameters = new List<Parameter>();
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        Parameter? catchAll = null;
        var hasDefaults = false;
        while (Next(TokenKind.Identifier))
        {
            var token = scanner.Take();
            var parameter = NameOf(token);
            var isCatchAll = TryTake(TokenKind.Ellipsis);
            var fallback = TryTake(TokenKind.Equal) ? ParseExpression() : null;
            TryTake(TokenKind.Comma);
            if (catchAll is not null)
            {
                throw Error("A macro or function has one catch-all parameter, and it is the last one.", token.Start);
            }

            var slot = Unit.LocalSlot(parameter);
            if (isCatchAll)
            {
                catchAll = fallback is null ? new Parameter(parameter, slot, null) : throw Error("A catch-all parameter has no default.", token.Start);
                continue;
            }

            if (fallback is null && hasDefaults)
            {
                throw Error($"The parameter {parameter} has no default, so it must come before those that have one.", token.Start);
            }

            hasDefaults |= fallback is not null;

            // FreeMarker takes a name that stands there twice for one parameter.
            if (positions.TryGetValue(parameter, out var earlier))
            {
                parameters[earlier] = new Parameter(parameter, slot, fallback);
            }
            else
            {
                positions.Add(parameter, parameters.Count);
                parameters.Add(new Parameter(parameter, slot, fallback));
            }
        }

        // FreeMarker accepts either parenthesis without the other.
        TryTake(TokenKind.CloseParenthesis);
        TakeTagEnd();
        return new Macro(start.Start, name, isFunction, [.. parameters], catchAll, Unit, source);
    }

    private void ParseNested(Token start)
    {
        Expression[] arguments = [];
        if (start.HasParameters)
        {
            arguments = ParsePositional(TokenKind.TagEnd, null);
            TakeLooseTagEnd();
        }

        RequirePlace(context.InMacro, "#nested can only stand inside a macro.", start.Start);

        layout.Add(LayoutKind.Directive, new Nested(start.Start, arguments), start.Start, scanner.LastEnd);
    }

    private void ParseReturn(Token start)
    {
        Expression? value = null;
        if (start.HasParameters)
        {
            value = ParseExpression();
            TakeLooseTagEnd();
            RequirePlace(!context.InMacro, "A macro returns no value; write <#return>, or make it a #function.", start.Start);
        }
        else
        {
            RequirePlace(!context.InFunction, "A function must return a value: <#return value>.", start.Start);
            RequirePlace(context.InMacro, "#return can only stand inside a macro or function.", start.Start);
        }

        layout.Add(LayoutKind.Directive, new Return(start.Start, value), start.Start, scanner.LastEnd);
    }
}
