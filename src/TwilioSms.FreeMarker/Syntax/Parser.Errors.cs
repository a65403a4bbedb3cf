using TwilioSms.FreeMarker.Formatting;

namespace TwilioSms.FreeMarker.Syntax;

// Several errors in one go.
internal sealed partial class Parser
{
    private const int MaxErrors = 100;

    /// <summary>The errors so far; null where the first one ends the parsing.</summary>
    private List<TemplateSyntaxException>? errors;

    /// <summary>
    /// Parses on after each error, from the end of the tag or interpolation that it is in. The content of a directive that is broken is parsed as
    /// such, but nothing in it is said to be in the wrong place.
    /// </summary>
    public IReadOnlyList<TemplateSyntaxException> CollectErrors()
    {
        errors = [];
        if (Recovers(CheckLength))
        {
            return errors;
        }

        Recovers(() =>
        {
            ParseHeader();
            RequireAllowedByPolicy(OutputFormat.IsMarkup, $"The output format {OutputFormat}, which escapes nothing,", 0);
        });
        ParseContent();
        while (errors.Count < MaxErrors && !Next(TokenKind.EndOfText))
        {
            // A tag that belongs to nothing; after an error it may have belonged to that.
            if (errors.Count == 0)
            {
                errors.Add(Unexpected("text, an interpolation or the start of a directive"));
            }

            PassOverTag();
            ParseContent();
        }

        return errors;
    }

    /// <summary>Parses an element; false where there is none. What is wrong with it is kept, and its rest is parsed.</summary>
    private bool TryParseElementOrRecover()
    {
        if (errors!.Count >= MaxErrors)
        {
            return false;
        }

        Token start = default;
        var (outerDepth, outerContentDepth) = (depth, contentDepth);
        var found = true;
        var failed = Recovers(() =>
        {
            start = scanner.Peek();
            found = TryParseElement();
        });
        if (failed)
        {
            (depth, contentDepth) = (outerDepth, outerContentDepth);
            if (HasContent(start))
            {
                ParseBroken(start);
            }
        }

        return found;
    }

    /// <summary>Does something that may go wrong; if it does, the error is kept, and parsing can go on behind the tag that it is in.</summary>
    private bool Recovers(Action parse)
    {
        var outermost = scanner;
        try
        {
            parse();
            return false;
        }
        catch (TemplateSyntaxException e)
        {
            errors!.Add(e);
        }

        scanner = outermost;
        (begun, deferred, speculations) = (null, null, 0);
        scanner.Recover();
        return true;
    }

    /// <summary>The content of a directive with an error in its tags, up to its end tag or one of a directive around.</summary>
    private void ParseBroken(Token start)
    {
        var isMacro = start.Directive is Directive.Macro or Directive.Function;
        var inner = isMacro ? InMacro(start.Directive == Directive.Function) : context;
        using (Within(inner with { OpenTag = new OpenTag(start, context.OpenTag), IsBroken = true }))
        {
            ParseContent();
            while (errors!.Count < MaxErrors && !Next(TokenKind.EndOfText))
            {
                var token = scanner.Peek();
                if (token.Kind is TokenKind.EndTag or TokenKind.UserEndTag && Ends(token, start))
                {
                    scanner.Take();
                    return;
                }

                for (var around = context.OpenTag!.Outer; around is not null && token.Kind is TokenKind.EndTag or TokenKind.UserEndTag; around = around.Outer)
                {
                    if (Ends(token, around.Start))
                    {
                        return;
                    }
                }

                PassOverTag();
                ParseContent();
            }
        }
    }

    /// <summary>Takes a tag that is no element, with the expressions in it.</summary>
    private void PassOverTag() => Recovers(() =>
    {
        if (scanner.Take().HasParameters)
        {
            ParseExpression();
            TakeLooseTagEnd();
        }
    });

    private static bool HasContent(Token start) =>
        start.Kind == TokenKind.UserTag || (start.Kind == TokenKind.StartTag && Directives.HasContent(start.Directive));

    private static bool Ends(Token end, Token start) => start.Kind == TokenKind.UserTag ? end.Kind == TokenKind.UserEndTag
        : end.Kind == TokenKind.EndTag && (end.Directive == start.Directive || (end.Directive == Directive.Recover && start.Directive == Directive.Attempt));
}
