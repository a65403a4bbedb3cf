using System.Text.Json;

namespace TwilioSms.Emulator.Resources;

/// <summary>The members around a page of a list in the 2010-04-01 API.</summary>
/// <param name="List">The list's path, up to the parameters of the page.</param>
/// <param name="Size">How many items a page holds.</param>
/// <param name="Number">Which page it is, from 0.</param>
/// <param name="Token">The page's token; empty for the first.</param>
internal sealed record ListPage(string List, int Size, int Number, string Token)
{
    /// <summary>The token of the page before; null where there is none.</summary>
    public string? Previous { get; init; }

    /// <summary>The token of the page after; null where there is none.</summary>
    public string? Next { get; init; }

    public void Write<T>(Utf8JsonWriter writer, string name, IReadOnlyCollection<T> items, Action<Utf8JsonWriter, T> write)
    {
        var start = Number * Size;
        writer.WriteStartObject();
        writer.WriteString("first_page_uri", UriOf(0, ""));
        writer.WriteNumber("end", Math.Max(start, start + items.Count - 1));
        writer.WriteString("previous_page_uri", Previous is null ? null : UriOf(Number - 1, Previous));
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
        writer.WriteString("uri", UriOf(Number, Token));
        writer.WriteNumber("page_size", Size);
        writer.WriteNumber("start", start);
        writer.WriteString("next_page_uri", Next is null ? null : UriOf(Number + 1, Next));
        writer.WriteNumber("page", Number);
        writer.WriteEndObject();
    }

    private string UriOf(int number, string token) =>
        FormattableString.Invariant($"{List}PageSize={Size}&Page={number}") + (token.Length > 0 ? "&PageToken=" + token : "");
}
