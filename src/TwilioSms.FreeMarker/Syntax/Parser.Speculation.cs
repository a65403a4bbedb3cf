using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// An expression that may be left out, after a! and 1..: it is there if its first operand is. If what stands there turns out to be no
// operand, it means something else. Any other mistake is one.
internal sealed partial class Parser
{
    /// <summary>An error that is one in any case, as the innermost expression around it has found out.</summary>
    private TemplateSyntaxException? told;

    /// <summary>Where an operand was looked for in vain: looked for again there, as it is for each a!( inside another, it would take as many times as long.</summary>
    private HashSet<int>? noOperand;

    private Speculation? begun;

    /// <summary>How many expressions that may turn out not to be there are being parsed, inside each other.</summary>
    private int speculations;

    /// <summary>The first error in them that FreeMarker tells only when it has read all of them.</summary>
    private TemplateSyntaxException? deferred;

    /// <summary>Where the last &lt;, &gt; and the like stands: a second one is no part of the same expression.</summary>
    private int lastRelation = -1;

    /// <summary>The last error of a token that cannot stand where it is.</summary>
    private TemplateSyntaxException? mismatch;

    /// <summary>Whether what comes next can start an expression; what does not go on as one is an error then.</summary>
    private bool StartsExpression() => scanner.NextKind is TokenKind.Identifier or TokenKind.String or TokenKind.RawString
        or TokenKind.Integer or TokenKind.Decimal or TokenKind.True or TokenKind.False or TokenKind.OpenBracket or TokenKind.OpenBrace
        or TokenKind.OpenParenthesis or TokenKind.Dot or TokenKind.Plus or TokenKind.Minus or TokenKind.Exclamation;

    /// <summary>Parses what may be left out; null where it is, and then nothing is taken.</summary>
    private Expression? TryParse(Func<Parser, Expression> parse)
    {
        var start = scanner.NextStart;
        if (!StartsExpression() || noOperand?.Contains(start) == true)
        {
            return null;
        }

        var (outerScanner, outerDepth, referenceCount) = (scanner, depth, references.Count);
        var (outerSpeculations, outerDeferred) = (speculations, deferred);
        var place = scanner.Save();
        var speculation = begun = new Speculation();
        TemplateSyntaxException error;
        bool isMismatch;
        try
        {
            speculations++;
            var expression = parse(this);
            return outerSpeculations == 0 && deferred is not null ? throw (told = deferred) : expression;
        }
        catch (TemplateSyntaxException e) when (!ReferenceEquals(e, told))
        {
            (error, isMismatch) = (e, ReferenceEquals(e, mismatch) && ReferenceEquals(scanner, outerScanner));
        }
        finally
        {
            speculations = outerSpeculations;
        }

        // Not in the catch block, whose stack would add up with each level.
        var first = ReferenceEquals(error, outerScanner.Failure) ? error : deferred ?? error;
        if (isMismatch && speculation.IsSettled)
        {
            throw told = first;
        }

        if (!isMismatch)
        {
            scanner = outerScanner;
            if (ReadRest(place) || speculation.IsSettled)
            {
                throw told = first;
            }
        }

        deferred = outerDeferred;

        scanner.Restore(place);
        (begun, depth) = (null, outerDepth);
        references.RemoveRange(referenceCount, references.Count - referenceCount);
        (noOperand ??= []).Add(start);
        return null;
    }

    /// <summary>
    /// FreeMarker has read such an expression to its end before it looks at what it means, and so tells of what is no token first. False where
    /// something is closed that is not open there: FreeMarker reads no further then.
    /// </summary>
    /// <param name="place">Where the expression starts.</param>
    private bool ReadRest(in Scanner.Place place)
    {
        var reached = scanner.NextStart;
        scanner.Restore(place);
        var start = scanner.NextStart;
        var open = new Stack<TokenKind>();
        while ((scanner.NextStart < reached || open.Count > 0) && scanner.NextKind is not (TokenKind.EndOfText or TokenKind.TagEnd or TokenKind.EmptyTagEnd))
        {
            var kind = scanner.NextKind;
            switch (kind)
            {
                case TokenKind.OpenParenthesis or TokenKind.OpenBracket or TokenKind.OpenBrace:
                    open.Push(kind);
                    break;
                case TokenKind.CloseParenthesis or TokenKind.CloseBracket or TokenKind.CloseBrace
                    when open.Count == 0 || open.Pop() != OpeningOf(kind):
                    return false;
            }

            scanner.Take();
        }

        var goesOn = true;
        while (goesOn)
        {
            try
            {
                speculations++;
                ParseSuffixes(scanner.LastEnd, new Variable(scanner.LastEnd, string.Empty), references.Count);
                goesOn = scanner.NextKind.ToPrecedence() != Precedence.None && !(lastRelation >= start && scanner.NextKind is >= TokenKind.Less and <= TokenKind.GreaterOrEqual);
                if (goesOn)
                {
                    scanner.Take();
                    goesOn = StartsExpression();
                    _ = goesOn ? ParseUnary() : null;
                }
            }
            catch (TemplateSyntaxException e) when (!ReferenceEquals(e, scanner.Failure))
            {
                goesOn = false; // the error that is told is another one
            }
            finally
            {
                speculations--;
            }
        }

        return true;
    }

    private static TokenKind OpeningOf(TokenKind closing) => closing switch
    {
        TokenKind.CloseParenthesis => TokenKind.OpenParenthesis,
        TokenKind.CloseBracket => TokenKind.OpenBracket,
        _ => TokenKind.OpenBrace,
    };

    /// <summary>The speculation whose first operand comes next; null where there is none.</summary>
    private Speculation? Begin()
    {
        var speculation = begun;
        begun = null;
        return speculation;
    }

    /// <summary>Tells of what is written well but means nothing: at once, or where all is to be read before.</summary>
    private void Tell(TemplateSyntaxException error)
    {
        if (speculations == 0)
        {
            throw error;
        }

        deferred ??= error;
    }

    /// <summary>An error that is one whatever else might stand there.</summary>
    private TemplateSyntaxException Final(TemplateSyntaxException error)
    {
        mismatch = null;
        return error;
    }

    /// <summary>The parameters of a lambda and the arrow.</summary>
    private bool LambdaFollows()
    {
        var ahead = 0;
        if (!Skip(ref ahead, TokenKind.OpenParenthesis))
        {
            return Skip(ref ahead, TokenKind.Identifier) && Skip(ref ahead, TokenKind.LambdaArrow);
        }

        if (Skip(ref ahead, TokenKind.Identifier))
        {
            while (Skip(ref ahead, TokenKind.Comma))
            {
                if (!Skip(ref ahead, TokenKind.Identifier))
                {
                    return false;
                }
            }
        }

        return Skip(ref ahead, TokenKind.CloseParenthesis) && Skip(ref ahead, TokenKind.LambdaArrow);
    }

    private bool Skip(ref int ahead, TokenKind kind)
    {
        if (scanner.Peek(ahead).Kind != kind)
        {
            return false;
        }

        ahead++;
        return true;
    }

    /// <summary>An expression that may turn out not to be there.</summary>
    private sealed class Speculation
    {
        /// <summary>Whether its first operand is there, and so the expression.</summary>
        public bool IsSettled { get; private set; }

        public void Settle() => IsSettled = true;
    }
}
