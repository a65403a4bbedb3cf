using CsCheck;

namespace TwilioSms.Tests.BadInput;

/// <summary>Text that nobody should send and somebody will.</summary>
internal static class HostileText
{
    private static readonly string[] Pieces =
    [
        "", " ", "\t", "\0", "\u0001", "\u001b[31m", "\u007f", "\u0085", "\u2028", "\u202e", "\ufeff", "\ufffe", "\uffff",
        "\ud800", "\udc00", "\ud83d\ude00", "e\u0301", "ẞ", "a", "0", "-1", "1e999", "NaN", "null", "true", "+", "%", "=", "&", "?", "#", ";", ",",
        "\r\nX-Injected: 1", "\nTo: +15005550009", "\r\n\r\nPOST / HTTP/1.1\r\n", "%0d%0aX-Injected: 1", "&To=%2B15005550009", "&Body=other",
        "\"}", "{\"a\":", "[[[[", "<!--", "'; drop table messages; --", "../../../etc/passwd", "file:///etc/passwd", "javascript:alert(1)",
        "http://", "https://example.com/a b?c=d&e=f#g", "//example.com", "http://user:password@example.com", "http://[::1", "urn:x",
        "+15005550006", "15005550006", "whatsapp:+15005550006", "MG0123456789abcdef0123456789abcdef", "SMS0123", "AC", "${", "${name}", "${name!}",
        "${nobody}", "<#list 1..1000000000 as i>${i}</#list>", "<#assign x = [1]>", "<#include \"/etc/passwd\">", "[#ftl]", "<@m/>", "${\"\\x\"}",
        "${1/0}", "${'a'?eval}", "${'freemarker.template.utility.Execute'?new()}", "<#macro m><@m/></#macro><@m/>",
    ];

    /// <summary>Up to six pieces, and now and then a very long run of one.</summary>
    public static Gen<string> Any { get; } = Gen.Frequency(
        (12, Gen.OneOf(Pieces).Array[0, 6].Select(string.Concat)),
        (3, Gen.String),
        (1, Gen.Select(Gen.OneOf(Pieces), Gen.Int[1, 20_000], static (piece, times) =>
            string.Concat(Enumerable.Repeat(piece, times)))));

    /// <summary>Mostly what is right in its place, or else anything.</summary>
    public static Gen<string?> Or(params string?[] right) => Gen.Frequency((15, Gen.OneOf(right)), (1, Any!));

    /// <summary>Any text as an address, where it can be one.</summary>
    public static Gen<Uri?> Address(string right) =>
        Or(null, right).Select(static text => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var address) ? address : null);

    /// <summary>How text arrives: what is not Unicode cannot.</summary>
    public static string Received(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
