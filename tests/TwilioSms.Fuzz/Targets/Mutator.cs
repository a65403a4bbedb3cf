using System.Text;

namespace TwilioSms.Fuzz.Targets;

/// <summary>Makes new inputs out of known ones, the same ones for the same seed.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> corpus, int seed)
{
    private const int MaxLength = 8 * 1024;

    private static readonly byte[][] Tokens = [.. new[]
    {
        "\0", "\n", "\r\n", "\"", "'", "\\", "\\u0000", "\\ud800", "{", "}", "[", "]", "(", ")", "<", ">", "&", "=", "%", "%00", "%ff", "+", "-", ":", ",", ".", "..", "..<", "..*",
        "0", "1", "-1", "1e9", "2147483647", "-2147483648", "99999999999999999999", "0.1", "null", "true", "{\"code\":", "\"message\":", "\"more_info\":", "\"sid\":\"SM1\"",
        "MessageSid=", "MessageStatus=", "bodySHA256=", "https://", "?", "!", "??", "?c", "?string", "?eval", "?interpret", "?new()", "?api", "?sort", "?map(x -> x)", "?filter(x -> x)",
        "?replace('a*', 'aa', 'r')", "?matches('(a+)+$')", "?split(',')", "?join(',')", "?chunk(1)", "?left_pad(99999)", "?word_list", "?html", "?url", "?json_string",
        "?number", "?date", "?datetime.iso", "?string('0.00')", "?string['yyyy']", "?size", "?keys", "?values", "?reverse", "?upper_case", "?truncate(5)", "?has_content", "?is_string",
        "${", "}", "#{", "<#if ", "<#else>", "</#if>", "<#list l as x>", "<#list 1..n as i>", "</#list>", "<#items as x>", "<#sep>", "<#break>", "<#continue>", "<#assign x = ", "<#assign x>",
        "</#assign>", "<#macro m a b...>", "</#macro>", "<@m a=1/>", "<@m>", "</@m>", "<#nested>", "<#return>", "<#function f a>", "</#function>", "f(1)", "<#include 'loop.ftl'>",
        "<#import 'lib/money.ftl' as money>", "<#attempt>", "<#recover>", "</#attempt>", "<#switch n>", "<#case 1>", "<#on 1>", "<#default>", "</#switch>", "<#noparse>", "<#compress>", "<#escape x as x?html>",
        "<#setting locale='de_DE'>", "<#setting number_format='0.#'>", "<#ftl output_format='HTML'>", "<#outputformat 'XML'>", "<#autoesc>", "<#local y = 1>", "<#global z = 2>", "<#stop 'x'>", "<#t>", "<#--", "-->",
        "name", "nobody", "l[0]", "h.a", "order.items", ".now", ".main", ".vars", ".error", "x == y", " gt ", " && ", " || ", " + ", " * ", " / ", " % ", "!", "(", ")", "=> ", "->",
    }.Select(Encoding.UTF8.GetBytes)];

    private readonly Random random = new(seed);

    public byte[] Next()
    {
        var input = Pick().ToList();
        for (var changes = random.Next(1, 8); changes > 0; changes--)
        {
            Change(input);
        }

        return [.. input.Take(MaxLength)];
    }

    private void Change(List<byte> input)
    {
        var at = random.Next(input.Count + 1);
        var length = Math.Min(random.Next(1, 32), input.Count - at);
        switch (random.Next(7))
        {
            case 0:
                input.RemoveRange(at, length);
                break;
            case 1:
                var repeated = input.GetRange(at, length);
                for (var times = random.Next(1, random.Next(20) == 0 ? 200 : 4); times > 0 && input.Count < MaxLength; times--)
                {
                    input.InsertRange(at, repeated);
                }

                break;
            case 2 when length > 0:
                input[at] = (byte)random.Next(256);
                break;
            case 3:
                var other = Pick();
                var start = random.Next(other.Length + 1);
                input.InsertRange(at, other[start..Math.Min(other.Length, start + random.Next(1, 64))]);
                break;
            case 4:
                input.InsertRange(random.Next(input.Count + 1), input.GetRange(at, length));
                break;
            default:
                input.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                break;
        }
    }

    private byte[] Pick() => corpus.Count == 0 ? [] : corpus[random.Next(corpus.Count)];
}
