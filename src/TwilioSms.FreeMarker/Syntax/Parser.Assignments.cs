using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// #assign, #global, #local.
internal sealed partial class Parser
{
    private void ParseAssign(Token start)
    {
        var scope = start.Directive switch
        {
            Directive.Global => VariableScope.Global,
            Directive.Local => VariableScope.Local,
            _ => VariableScope.Namespace,
        };
        if (scope == VariableScope.Local)
        {
            RequirePlace(context.IsCallable, "#local can only stand inside a macro or function; use #assign.", start.Start);
        }

        var firstStart = scanner.NextStart;
        var first = ParseVariableName();
        if (!IsAssignmentOperator(scanner.NextKind))
        {
            ParseCapture(start, scope, first);
            return;
        }

        var assignment = ParseAssignment(firstStart, first, scope);
        List<Assignment>? more = null;
        while (true)
        {
            var ahead = Next(TokenKind.Comma) ? 1 : 0;
            if (scanner.Peek(ahead).Kind is not (TokenKind.Identifier or TokenKind.String or TokenKind.RawString)
                || !IsAssignmentOperator(scanner.Peek(ahead + 1).Kind))
            {
                break;
            }

            TryTake(TokenKind.Comma);

            var nameStart = scanner.NextStart;
            (more ??= []).Add(ParseAssignment(nameStart, ParseVariableName(), scope));
        }

        var target = ParseTargetNamespace(scope);
        TakeLooseTagEnd();
        if (more is null)
        {
            Placed(start.Start, assignment); // alone, it is the directive
        }

        layout.Add(LayoutKind.Silent, new Assign(start.Start, scope, [assignment, .. more ?? []], target), start.Start, scanner.LastEnd);
    }

    private void ParseCapture(Token start, VariableScope scope, string name)
    {
        var target = ParseTargetNamespace(scope);
        TakeTagEnd();
        var content = layout.Open(LayoutKind.Capture, start.Start);
        var slot = scope == VariableScope.Local ? Unit.LocalSlot(name) : -1;
        ParseBody(start);
        assigned.Add(new(name, null, null));
        TakeEndTag(start.Directive, start.Directive.ToString().ToLowerInvariant());
        layout.Close(new Capture(start.Start, scope, name, slot, target, OutputFormat, content), scanner.LastEnd);
    }

    private Assignment ParseAssignment(int start, string name, VariableScope scope)
    {
        var operation = scanner.Take().Kind;
        var value = operation is TokenKind.PlusPlus or TokenKind.MinusMinus ? null : ParseExpression();
        var slot = scope == VariableScope.Local ? Unit.LocalSlot(name) : -1;
        assigned.Add(new(name, operation == TokenKind.Equal ? value : null, Scope));
        return Ended(new Assignment(start, name, slot, operation == TokenKind.Equal ? null : operation.ToOperator(), value));
    }

    private Expression? ParseTargetNamespace(VariableScope scope)
    {
        var token = scanner.Peek();
        if (!TryTake(TokenKind.In))
        {
            return null;
        }

        var target = ParseExpression();
        return scope == VariableScope.Namespace
            ? target
            : throw Error("Only #assign sets variables of another namespace.", token.Start);
    }

    /// <summary>A variable's name, which may be written as a string.</summary>
    private string ParseVariableName()
    {
        var token = scanner.Peek();
        if (token.Kind is TokenKind.String or TokenKind.RawString)
        {
            scanner.Take();
            return TextOf(token);
        }

        return NameOf(Expect(TokenKind.Identifier, "the name of a variable"));
    }

    private static bool IsAssignmentOperator(TokenKind kind) => kind is TokenKind.Equal or TokenKind.PlusEqual or TokenKind.MinusEqual
        or TokenKind.TimesEqual or TokenKind.DivideEqual or TokenKind.PercentEqual or TokenKind.PlusPlus or TokenKind.MinusMinus;
}
