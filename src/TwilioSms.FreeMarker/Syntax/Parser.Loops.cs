using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// #list and what belongs to it.
internal sealed partial class Parser
{
    private void ParseList(Token start)
    {
        var source = ParseExpression();
        if (TryTake(TokenKind.As))
        {
            var (first, second) = ParseLoopVariableNames(start);
            var state = new LoopSlots(Unit.NewSlot(), Unit.NewSlot());
            ParseLoop(start, source, state, first, second, Directive.List);
            return;
        }

        TakeTagEnd();
        var list = new OpenList(source, new LoopSlots(Unit.NewSlot(), Unit.NewSlot()), Unit.NewSlot(), context.List);
        layout.OpenParts(start.Start);
        var content = layout.Open(LayoutKind.Directive, start.Start);
        using (Within(context with { List = list }))
        {
            ParseBody(start);
        }

        var repeated = layout.Close(null, scanner.LastEnd);
        RequirePlace(list.HasItems, "A #list without \"as\" needs an #items inside.", start.Start);

        var otherwise = ParseListElse();
        TakeEndTag(Directive.List, "list");
        layout.End(repeated, scanner.LastEnd); // in FreeMarker, even where an #else stands between
        layout.Close(new ListAround(start.Start, source, list.HasPairs, list.State, list.Listed, content, otherwise), scanner.LastEnd);
    }

    private void ParseForEach(Token start)
    {
        var name = NameOf(Expect(TokenKind.Identifier, "a loop variable"));
        Expect(TokenKind.In, "\"in\"");
        var source = ParseExpression();
        TakeTagEnd();
        ParseLoop(start, source, new LoopSlots(Unit.NewSlot(), Unit.NewSlot()), name, null, Directive.ForEach);
    }

    private void ParseLoop(Token start, Expression source, LoopSlots state, string first, string? second, Directive directive)
    {
        layout.OpenParts(start.Start);
        var content = layout.Open(LayoutKind.Directive, start.Start);
        var list = new OpenList(source, state, -1, context.List) { IsLoop = true };
        var variables = ParseLoopBody(start, list, first, second);
        var repeated = layout.Close(null, scanner.LastEnd);
        var otherwise = directive == Directive.List ? ParseListElse() : null;
        TakeEndTag(directive, directive == Directive.List ? "list" : "foreach");
        layout.End(repeated, scanner.LastEnd);
        layout.Close(new List(start.Start, source, variables, content, otherwise), scanner.LastEnd);
    }

    private LoopVariables ParseLoopBody(Token start, OpenList list, string first, string? second)
    {
        var state = list.State;
        var variables = new LoopVariables(Unit.NewSlot(), second is null ? -1 : Unit.NewSlot(), state);
        var scope = new Scope(first + "_has_next", state.HasNext, new Scope(first + "_index", state.Index, Scope));
        if (second is not null)
        {
            scope = new Scope(second, variables.Second, scope) { Loop = state, Source = list.Source };
        }

        scope = new Scope(first, variables.Item, scope) { Loop = state, Source = second is null ? list.Source : null };
        using (Within(context with { Scope = scope, List = list, CanBreak = true, CanContinue = true }))
        {
            ParseBody(start);
        }

        return variables;
    }

    /// <summary>The names of the item, or of key and value, and the end of the tag.</summary>
    private (string First, string? Second) ParseLoopVariableNames(Token start)
    {
        var first = NameOf(Expect(TokenKind.Identifier, "a loop variable"));
        var second = TryTake(TokenKind.Comma) ? NameOf(Expect(TokenKind.Identifier, "a second loop variable")) : null;
        TakeTagEnd();
        return first != second ? (first, second) : throw Error("The key and the value need different names.", start.Start);
    }

    private Block? ParseListElse()
    {
        var token = scanner.Peek();
        if (token.Kind != TokenKind.StartTag || token.Directive != Directive.Else)
        {
            return null;
        }

        scanner.Take();
        var otherwise = layout.Open(LayoutKind.Directive, token.Start);
        ParseBody(token);
        layout.Close(null, scanner.LastEnd);
        return otherwise;
    }

    private void ParseItems(Token start)
    {
        var (first, second) = ParseLoopVariableNames(start);
        var list = ListAround("#items must be inside a #list.", start);
        RequirePlace(
            !list.IsLoop,
            list.IsItems ? "#items cannot be inside another #items of the same #list." : "The #list around has \"as\" already, so it takes no #items.",
            start.Start);
        list.HasItems = true;
        list.HasPairs |= second is not null;
        var content = layout.Open(LayoutKind.Directive, start.Start);
        var variables = ParseLoopBody(start, new OpenList(list.Source, list.State, -1, list.Outer) { IsLoop = true, IsItems = true }, first, second);
        TakeEndTag(Directive.Items, "items");
        layout.Close(new ItemsElement(start.Start, list.Source, list.Listed, variables, content), scanner.LastEnd);
    }

    private void ParseSep(Token start)
    {
        var list = ListAround("#sep must be inside a #list.", start);
        var content = layout.Open(LayoutKind.Directive, start.Start);
        ParseBody(start);
        if (scanner.Peek() is { Kind: TokenKind.EndTag, Directive: Directive.Sep })
        {
            scanner.Take();
        }

        layout.Close(new Sep(start.Start, list.State, content), scanner.LastEnd);
    }

    private void ParseJump(Token start)
    {
        var isBreak = start.Directive == Directive.Break;
        RequirePlace(
            isBreak ? context.CanBreak : context.CanContinue,
            isBreak ? "#break must be inside a loop or a #switch." : "#continue must be inside a loop.",
            start.Start);

        layout.Add(LayoutKind.Directive, new Jump(start.Start, isBreak ? Flow.Break : Flow.Continue), start.Start, start.End);
    }

    /// <summary>The innermost <c>#list</c>; where it is not known whether there is one, one of nothing.</summary>
    private OpenList ListAround(string message, Token start)
    {
        RequirePlace(context.List is not null, message, start.Start);
        return context.List ?? new OpenList(new Literal(start.Start, Value.EmptyText), new LoopSlots(Unit.NewSlot(), Unit.NewSlot()), Unit.NewSlot(), null);
    }
}
