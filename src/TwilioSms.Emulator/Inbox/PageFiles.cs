using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace TwilioSms.Emulator.Inbox;

/// <summary>The page's files, which are part of the assembly.</summary>
internal static class PageFiles
{
    private const string Prefix = "Inbox/Page/";

    private static readonly FrozenDictionary<string, byte[]> Files = ReadAll(typeof(PageFiles).Assembly);

    /// <summary>The file's content, or null where the page has none of this name.</summary>
    private static byte[]? Find(string name) => Files.GetValueOrDefault(name);

    public static Task SendAsync(HttpContext context, string name)
    {
        if (Find(name) is not { } content)
        {
            context.Response.StatusCode = 404;
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync("The inbox has nothing here.", context.RequestAborted);
        }

        context.Response.ContentType = ContentTypeOf(name);
        context.Response.ContentLength = content.Length;
        return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".json" => "application/json",
        ".svg" => "image/svg+xml",
        var extension => throw new ArgumentException($"The page has no files that end in '{extension}'.", nameof(name)),
    };

    private static FrozenDictionary<string, byte[]> ReadAll(Assembly assembly) => assembly.GetManifestResourceNames()
        .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(static name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);

    private static byte[] Read(Assembly assembly, string name)
    {
        using var resource = assembly.GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
