using TwilioSms.FreeMarker.BuiltIns;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// <@m a=1>...</@m>, and the old #call and #transform.
internal sealed partial class Parser
{
    private void ParseUserCall(Token start)
    {
        Enter(start.Start);
        var target = ParseExpression();
        var name = NameOf(WithoutArguments(target));
        TryTake(TokenKind.TerminatingWhitespace);
        string[]? names = null;
        Expression[] arguments;
        if (Next(TokenKind.Identifier) && scanner.Peek(1).Kind == TokenKind.Equal)
        {
            (names, arguments) = ParseNamedArguments();
        }
        else
        {
            arguments = ParsePositional(TokenKind.TagEnd, null);
        }

        AddCapturedLocal(target, names, arguments);
        var loopVariables = TryTake(TokenKind.Semicolon) ? ParseContentVariables() : [];
        if (TryTake(TokenKind.EmptyTagEnd))
        {
            layout.Add(
                LayoutKind.Directive,
                new UserCall(start.Start, target, arguments, names, [], null, Scope, Unit) { LoopVariables = loopVariables.Count },
                start.Start,
                scanner.LastEnd);
            Leave();
            return;
        }

        TakeTagEnd();
        var (slots, content) = ParseCallContent(start, loopVariables);
        TakeUserEndTag(start, name);
        layout.Close(new UserCall(start.Start, target, arguments, names, slots, content, Scope, Unit) { LoopVariables = slots.Length }, scanner.LastEnd);
        Leave();
    }

    /// <summary><c>&lt;@capture_output local="x"&gt;</c> makes x a local.</summary>
    private void AddCapturedLocal(Expression target, string[]? names, Expression[] arguments)
    {
        var named = target is Variable { Name: "capture_output" } && names is not null ? Array.IndexOf(names, "local") : -1;
        if (named >= 0 && context.IsCallable && arguments[named] is Literal { Value: { Kind: ValueKind.String } name })
        {
            Unit.LocalSlot(name.AsString());
        }
    }

    private (int[] Slots, Block Content) ParseCallContent(Token start, List<string> loopVariables)
    {
        var scope = Scope;
        var slots = new int[loopVariables.Count];
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = Unit.NewSlot();
            scope = new Scope(loopVariables[i], slots[i], scope) { IsOfCall = true };
        }

        var content = layout.Open(LayoutKind.Directive, start.Start);
        using (Within(context with { Scope = scope }))
        {
            ParseBody(start);
        }

        return (slots, content);
    }

    /// <summary>Arguments by name, in the order in which FreeMarker evaluates them.</summary>
    private (string[] Names, Expression[] Values) ParseNamedArguments()
    {
        var names = new List<string>();
        var values = new List<Expression>();
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        while (Next(TokenKind.Identifier))
        {
            var name = NameOf(scanner.Take());
            Expect(TokenKind.Equal, "\"=\" and the value of the parameter");
            scanner.SetInNamedParameters(true);
            var value = ParseExpression();
            scanner.SetInNamedParameters(false);
            if (positions.TryGetValue(name, out var earlier))
            {
                values[earlier] = value; // of two values FreeMarker takes the last
                continue;
            }

            positions.Add(name, names.Count);
            names.Add(name);
            values.Add(value);
        }

        var order = JavaHashOrder.Of(names.Count, position => names[position]);
        return (Array.ConvertAll(order, position => names[position]), Array.ConvertAll(order, position => values[position]));
    }

    private List<string> ParseContentVariables()
    {
        var names = new List<string>();
        if (!TryTake(TokenKind.TerminatingWhitespace) && !Next(TokenKind.Identifier))
        {
            return names;
        }

        while (true)
        {
            TryTake(TokenKind.TerminatingWhitespace);
            names.Add(NameOf(Expect(TokenKind.Identifier, "a loop variable")));
            if (TryTake(TokenKind.TerminatingWhitespace))
            {
                Expect(TokenKind.Comma, "\",\" and another loop variable");
            }
            else if (!TryTake(TokenKind.Comma))
            {
                return names;
            }
        }
    }

    private void TakeUserEndTag(Token start, string? name)
    {
        var token = scanner.Peek();
        if (token.Kind != TokenKind.UserEndTag)
        {
            throw Unexpected(EndTag(name), StillOpen(start));
        }

        scanner.Take();
        var given = scanner.SpanOf(token).Slice(3).TrimEnd([' ', '\t', '\r', '\n', '>', ']']).ToString();
        if (given.Length > 0 && given != name)
        {
            throw Error(name is null ? $"The end tag of this call must be {EndTag(null)}." : $"The end tag must be {EndTag(name)} or {EndTag(null)}.", token.Start);
        }
    }

    private string EndTag(string? name) => scanner.SquareTags ? $"[/@{name}]" : $"</@{name}>";

    /// <summary>What the end tag of a call may repeat: a plain or dotted name, with the backslashes it needs; else null.</summary>
    private static string? NameOf(Expression target) => target switch
    {
        Variable variable => Backslashed(variable.Name),
        Dot dot => NameOf(dot.Target) is { } start ? $"{start}.{Backslashed(dot.Key)}" : null,
        _ => null,
    };

    /// <summary>What is called before <c>?with_args(...)</c> gives it arguments.</summary>
    private static Expression WithoutArguments(Expression target) =>
        target is BuiltInExpression { Name: "with_args", IsCalled: true } call ? call.Target : target;

    private static string Backslashed(string name) => name.Replace("-", "\\-").Replace(".", "\\.").Replace(":", "\\:");

    private void ParseLegacyCall(Token start)
    {
        if (start.Directive == Directive.Transform)
        {
            ParseTransform(start);
            return;
        }

        var name = Expect(TokenKind.Identifier, "the name of a macro");
        var target = Resolve(name.Start, NameOf(name));
        Expression[] arguments;
        string[]? names = null;
        if (Next(TokenKind.Identifier) && scanner.Peek(1).Kind == TokenKind.Equal)
        {
            (names, arguments) = ParseNamedArguments();
        }
        else
        {
            // FreeMarker accepts either parenthesis without the other.
            TryTake(TokenKind.OpenParenthesis);
            arguments = ParsePositional(TokenKind.TagEnd, null);
            TryTake(TokenKind.CloseParenthesis);
        }

        TakeLooseTagEnd();
        layout.Add(
            LayoutKind.Directive,
            new UserCall(start.Start, target, arguments, names, [], null, Scope, Unit) { IsLegacy = true },
            start.Start,
            scanner.LastEnd);
    }

    private void ParseTransform(Token start)
    {
        var target = ParseExpression();
        TryTake(TokenKind.Semicolon);
        var (names, values) = ParseNamedArguments();
        if (TryTake(TokenKind.EmptyTagEnd))
        {
            layout.Add(LayoutKind.Directive, new UserCall(start.Start, target, values, names, [], null, Scope, Unit), start.Start, scanner.LastEnd);
            return;
        }

        TakeTagEnd();
        var (_, content) = ParseCallContent(start, []);
        TakeEndTag(Directive.Transform, "transform");
        layout.Close(new UserCall(start.Start, target, values, names, [], content, Scope, Unit), scanner.LastEnd);
    }
}
