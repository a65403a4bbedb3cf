using System.Text;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>
/// Reads the JSON of <c>?eval_json</c>: strict, but for comments (<c>//</c> and <c>/* */</c>), as FreeMarker reads it. Each list and hash
/// is charged to the budget as it grows.
/// </summary>
internal sealed class JsonReader(Environment environment, string text, Expression at)
{
    private int position;

    /// <exception cref="FormatException">The text is not JSON.</exception>
    public Value Read()
    {
        SkipBlanks();
        var value = ReadValue(1);
        SkipBlanks();
        return position == text.Length ? value : throw Error("nothing more");
    }

    private Value ReadValue(int depth)
    {
        environment.Budget.Step(at);
        return Peek() switch
        {
            '{' => ReadHash(depth),
            '[' => ReadList(depth),
            '"' => ReadString(),
            '-' or (>= '0' and <= '9') => ReadNumber(),
            't' => ReadWord("true", true),
            'f' => ReadWord("false", false),
            'n' => ReadWord("null", default),
            _ => throw Error("a value"),
        };
    }

    private Value ReadHash(int depth)
    {
        environment.Budget.CheckValueDepth(depth, at);
        var hash = new OrderedHash();
        position++;
        SkipBlanks();
        while (!TryTake('}'))
        {
            if (!hash.IsEmpty)
            {
                Take(',', "',' or '}'");
            }

            if (Peek() != '"')
            {
                throw Error("a key in double quotes");
            }

            var key = ReadString();
            SkipBlanks();
            Take(':', "':'");
            environment.Budget.ChargeCollection(hash.Count + 1L, 1, at);
            hash.Set(key, ReadValue(depth + 1));
            SkipBlanks();
        }

        return environment.Collections.MakeHash(hash, at);
    }

    private Value ReadList(int depth)
    {
        environment.Budget.CheckValueDepth(depth, at);
        var list = new List<Value>();
        position++;
        SkipBlanks();
        while (!TryTake(']'))
        {
            if (list.Count > 0)
            {
                Take(',', "',' or ']'");
            }

            environment.Budget.ChargeCollection(list.Count + 1L, 1, at);
            list.Add(ReadValue(depth + 1));
            SkipBlanks();
        }

        return environment.Collections.MakeSequence(list, at);
    }

    private Value ReadWord(string word, Value value)
    {
        if (string.CompareOrdinal(text, position, word, 0, word.Length) != 0
            || (position + word.Length < text.Length && UnicodeData.IsLetterOrDigit(text[position + word.Length])))
        {
            throw Error("true, false or null");
        }

        position += word.Length;
        return value;
    }

    private Value ReadNumber()
    {
        var start = position;
        _ = TryTake('-');
        if (!TryTake('0'))
        {
            TakeDigits();
        }
        else if (IsDigit(Peek()))
        {
            throw Error("no digit after a leading 0");
        }

        if (TryTake('.'))
        {
            // FreeMarker takes "1." for 1.
            SkipDigits();
        }

        if (TryTake('e') || TryTake('E'))
        {
            _ = TryTake('+') || TryTake('-');
            TakeDigits();
        }

        if (!Number.TryParse(text.AsSpan(start, position - start), out var number))
        {
            throw Error("a number");
        }

        environment.Budget.ChargeDigits(number.Digits, at);
        return number;
    }

    private string ReadString()
    {
        var start = ++position;
        StringBuilder? unescaped = null;
        for (; Peek() != '"'; position++)
        {
            if (Peek() < ' ')
            {
                throw Error(position < text.Length ? "an escape (\\n, \\u000a) in place of a control character" : "the end of the string");
            }

            if (Peek() == '\\')
            {
                unescaped ??= new StringBuilder().Append(text, start, position - start);
                position++;
                unescaped.Append(ReadEscape());
            }
            else
            {
                unescaped?.Append(text[position]);
            }
        }

        position++;
        return unescaped?.ToString() ?? text.Substring(start, position - 1 - start);
    }

    private char ReadEscape()
    {
        if (!JsonEscapes.TryRead(text.AsSpan(position), out var c, out var length))
        {
            throw Error("one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
        }

        position += length - 1;
        return c;
    }

    private void TakeDigits()
    {
        if (!IsDigit(Peek()))
        {
            throw Error("a digit");
        }

        SkipDigits();
    }

    private void SkipDigits()
    {
        while (IsDigit(Peek()))
        {
            position++;
        }
    }

    private void Take(char expected, string description)
    {
        if (!TryTake(expected))
        {
            throw Error(description);
        }

        SkipBlanks();
    }

    private bool TryTake(char expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        position++;
        return true;
    }

    private char Peek() => position < text.Length ? text[position] : '\0';

    private void SkipBlanks()
    {
        while (position < text.Length)
        {
            if (text[position] is ' ' or '\t' or '\r' or '\n' or '\u00a0' or '\ufeff')
            {
                position++;
            }
            else if (string.CompareOrdinal(text, position, "//", 0, 2) == 0)
            {
                var end = text.IndexOfAny(['\r', '\n'], position);
                position = end < 0 ? text.Length : end;
            }
            else if (string.CompareOrdinal(text, position, "/*", 0, 2) == 0)
            {
                var end = text.IndexOf("*/", position + 2, StringComparison.Ordinal);
                position = end < 0 ? throw Error("the end of the comment") : end + 2;
            }
            else
            {
                return;
            }
        }
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private FormatException Error(string expected) =>
        new(FormattableString.Invariant($"at character {position + 1}, {expected} was expected"));
}
