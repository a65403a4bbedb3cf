using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// Which directive is parsed how.
internal sealed partial class Parser
{
    private readonly List<Macro> macros = [];
    private readonly List<string> literalNames = [];

    private void ParseDirective(Token start)
    {
        switch (start.Directive)
        {
            case Directive.If:
                ParseIf(start);
                break;
            case Directive.List:
                ParseList(start);
                break;
            case Directive.ForEach:
                ParseForEach(start);
                break;
            case Directive.Items:
                ParseItems(start);
                break;
            case Directive.Sep:
                ParseSep(start);
                break;
            case Directive.Switch:
                ParseSwitch(start);
                break;
            case Directive.Break or Directive.Continue:
                ParseJump(start);
                break;
            case Directive.Assign or Directive.Global or Directive.Local:
                ParseAssign(start);
                break;
            case Directive.Macro or Directive.Function:
                ParseMacro(start);
                break;
            case Directive.Nested:
                ParseNested(start);
                break;
            case Directive.Return:
                ParseReturn(start);
                break;
            case Directive.Call or Directive.Transform:
                ParseLegacyCall(start);
                break;
            case Directive.Include:
                ParseInclude(start);
                break;
            case Directive.Import:
                ParseImport(start);
                break;
            case Directive.Attempt:
                ParseAttempt(start);
                break;
            case Directive.Compress:
                ParseCompress(start);
                break;
            case Directive.Comment:
                scanner.TakeUnparsed(start);
                layout.Add(LayoutKind.Comment, null, start.Start, scanner.LastEnd);
                break;
            case Directive.NoParse:
                ParseNoParse(start);
                break;
            case Directive.Escape:
                ParseEscape(start);
                break;
            case Directive.NoEscape:
                ParseNoEscape(start);
                break;
            case Directive.AutoEsc or Directive.NoAutoEsc:
                ParseAutoEsc(start, start.Directive == Directive.AutoEsc);
                break;
            case Directive.OutputFormat:
                ParseOutputFormat(start);
                break;
            case Directive.Trim or Directive.LeftTrim or Directive.RightTrim or Directive.NoTrim:
                layout.AddTrim(
                    start.Directive is Directive.Trim or Directive.LeftTrim, start.Directive is Directive.Trim or Directive.RightTrim, start.Start, start.End);
                break;
            case Directive.Flush:
                layout.Add(LayoutKind.Directive, null, start.Start, start.End);
                break;
            default:
                ParseSimple(start);
                break;
        }
    }

    /// <summary>Directives that are one tag with at most an expression.</summary>
    private void ParseSimple(Token start)
    {
        Element element;
        switch (start.Directive)
        {
            case Directive.Stop:
                element = new Stop(start.Start, start.HasParameters ? ParseExpression() : null);
                EndTagOf(start);
                break;
            case Directive.Setting:
                element = ParseSetting(start);
                break;
            default:
                RequirePlace(start.Directive != Directive.Fallback || context.InMacro, "#fallback can only stand inside a macro.", start.Start);
                element = new NodeDirective(start.Start, start.Directive.ToString().ToLowerInvariant(), ParseNode(start));
                break;
        }

        layout.Add(start.Directive == Directive.Setting ? LayoutKind.Silent : LayoutKind.Directive, element, start.Start, scanner.LastEnd);
    }

    private Expression? ParseNode(Token start)
    {
        if (!start.HasParameters)
        {
            return null;
        }

        var node = start.Directive == Directive.Recurse && Next(TokenKind.Using) ? null : ParseExpression();
        if (TryTake(TokenKind.Using))
        {
            ParseExpression();
        }

        TakeLooseTagEnd();
        return node;
    }

    private void EndTagOf(Token start)
    {
        if (start.HasParameters)
        {
            TakeLooseTagEnd();
        }
    }

    private Setting ParseSetting(Token start)
    {
        var token = Expect(TokenKind.Identifier, "the name of a setting");
        var name = NameOf(token);
        Expect(TokenKind.Equal, "\"=\"");
        var value = ParseExpression();
        TakeLooseTagEnd();
        scanner.CheckNaming(name.AsSpan(), token.Start);
        if (name is "c_format" or "cFormat" && !settings.Dialect.HasCFormat)
        {
            throw Error($"A template can change {name} under {nameof(TemplateSettings)}.{nameof(TemplateSettings.IncompatibleImprovements)} of 2.3.32 or later.", token.Start);
        }

        return NamedSetting.Find(name) is { OfTemplate: not null } setting
            ? new Setting(start.Start, setting, value)
            : throw Error(
                $"There is no setting {name} that a template can change.{Suggestion.For(name, NamedSetting.TemplateNames.Where(scanner.IsInConvention), string.Empty)}",
                token.Start);
    }

    private void ParseNoParse(Token start)
    {
        var contentStart = scanner.LastEnd;
        var contentEnd = scanner.TakeUnparsed(start);
        layout.AddText(contentStart, contentEnd, start.Start, scanner.LastEnd);
    }

    private void ParseCompress(Token start)
    {
        var content = layout.Open(LayoutKind.Wrapper, start.Start);
        ParseBody(start);
        TakeEndTag(Directive.Compress, "compress");
        layout.Close(new Compress(start.Start, content), scanner.LastEnd);
    }

    private void ParseAttempt(Token start)
    {
        layout.OpenParts(start.Start);
        var content = layout.Open(LayoutKind.Directive, start.Start);
        ParseBody(start);
        layout.AddPlaceIfEmpty();
        layout.Close(null, scanner.LastEnd);
        var token = scanner.Peek();
        if (token.Kind != TokenKind.StartTag || token.Directive != Directive.Recover)
        {
            throw Unexpected("#recover");
        }

        scanner.Take();
        var recovery = layout.Open(LayoutKind.Directive, token.Start);
        ParseBody(token);
        layout.Close(null, scanner.LastEnd);
        var end = scanner.Peek();
        if (end.Kind != TokenKind.EndTag || end.Directive is not (Directive.Attempt or Directive.Recover))
        {
            throw Unexpected("the end tag of #attempt");
        }

        scanner.Take();
        layout.Close(new Attempt(start.Start, content, recovery), scanner.LastEnd);
    }

    private void ParseInclude(Token start)
    {
        var name = ParseExpression();
        TryTake(TokenKind.Semicolon);
        Expression? parse = null;
        Expression? ignoreMissing = null;
        Expression? encoding = null;
        while (Next(TokenKind.Identifier))
        {
            var token = scanner.Take();
            var option = NameOf(token);
            Expect(TokenKind.Equal, "\"=\"");
            var value = ParseExpression();
            switch (option.ToLowerInvariant())
            {
                case "parse":
                    parse = value;
                    break;
                case "encoding":
                    encoding = value;
                    break;
                case "ignore_missing" or "ignoremissing" when option == "ignoreMissing" || option.IndexOf('_') > 0:
                    scanner.CheckNaming(option.AsSpan(), token.Start);
                    ignoreMissing = value;
                    break;
                default:
                    throw Error($"#include has no option {option}; there are parse, encoding and ignore_missing.", token.Start);
            }
        }

        TakeLooseTagEnd();
        RequireConstant(encoding, ValueKind.String, ValueKind.String, "a string");
        RequireConstant(parse, ValueKind.String, ValueKind.Boolean, "true or false");
        RequireConstant(ignoreMissing, ValueKind.Boolean, ValueKind.Boolean, "true or false");
        AddLiteralName(name);
        layout.Add(
            LayoutKind.Directive, new Include(start.Start, name, encoding, parse, ignoreMissing, EvaluationContext()), start.Start, scanner.LastEnd);
    }

    /// <summary>An option whose value is known while parsing is of one of two kinds.</summary>
    private void RequireConstant(Expression? option, ValueKind kind, ValueKind otherKind, string expected)
    {
        if (option is { IsLiteral: true } && ConstantOf(option).Kind is var given && given != kind && given != otherKind)
        {
            throw Error($"This option of #include must be {expected}.", option.Start);
        }
    }

    private void ParseImport(Token start)
    {
        var name = ParseExpression();
        Expect(TokenKind.As, "\"as\"");
        var space = NameOf(Expect(TokenKind.Identifier, "the name of a namespace"));
        TakeLooseTagEnd();
        AddLiteralName(name);
        assigned.Add(new(space, null, null));
        layout.Add(LayoutKind.Silent, new Import(start.Start, name, space), start.Start, scanner.LastEnd);
    }

    private void AddLiteralName(Expression name)
    {
        if (name is Literal { Value: { Kind: ValueKind.String } value })
        {
            literalNames.Add(value.AsString());
        }
    }
}
