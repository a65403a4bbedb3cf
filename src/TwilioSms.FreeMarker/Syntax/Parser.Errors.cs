namespace TwilioSms.FreeMarker;

// Several errors in one go.
internal sealed partial class Parser
{
    private const int MaxErrors = 100;

    /// <summary>Parses on after each error. Blocks that were open stay so: what may only stand inside them is no further error.</summary>
    public IReadOnlyList<TemplateSyntaxException> CollectErrors()
    {
        var errors = new List<TemplateSyntaxException>();
        var outermost = scanner;
        try
        {
            CheckLength();
            ParseHeader();
            RequireAllowedByPolicy(outputFormat.IsMarkup, $"The output format {outputFormat}, which escapes nothing,", 0);
        }
        catch (TemplateSyntaxException e)
        {
            errors.Add(e);
        }

        while (errors.Count < MaxErrors && (errors.Count == 0 || scanner.Resume()))
        {
            try
            {
                ParseContents(passOver: errors.Count > 0);
                break;
            }
            catch (TemplateSyntaxException e)
            {
                errors.Add(e);
                (scanner, substitutes, depth, guards, inString) = (outermost, null, 0, null, false);
                openTags.Clear();
            }
        }

        return errors;
    }

    /// <summary>Parses up to the end; tags that belong to a block broken by an error are passed over.</summary>
    private void ParseContents(bool passOver)
    {
        ParseContent();
        while (!Next(TokenKind.EndOfText))
        {
            var kind = scanner.NextKind;
            if (!passOver || kind is not (TokenKind.StartTag or TokenKind.EndTag or TokenKind.UserEndTag))
            {
                throw Unexpected("text, an interpolation or the start of a directive");
            }

            if (scanner.Take().HasParameters)
            {
                ParseExpression();
                TakeLooseTagEnd();
            }

            ParseContent();
        }
    }
}
