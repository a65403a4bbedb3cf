using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>Where a template may be found.</summary>
/// <param name="Name">The name it has then, from the template root: the one that was asked for.</param>
/// <param name="SourceName">The name to ask the loader for: the same, with a locale in it where there is a version for that, and without <c>*</c>.</param>
internal readonly record struct TemplateLocation(string Name, string SourceName)
{
    /// <summary>As FreeMarker looks templates up: <c>a_en_US.ftl</c>, <c>a_en.ftl</c>, <c>a.ftl</c>.</summary>
    public static IEnumerable<TemplateLocation> Localized(string name, Locale locale, TemplateSettings settings)
    {
        var dot = name.LastIndexOf('.');
        var (stem, extension) = dot < 0 ? (name, string.Empty) : (name.Substring(0, dot), name.Substring(dot));
        for (var tag = settings.LocalizedLookup ? FileTag(locale) : string.Empty; tag.Length > 0; tag = tag.Substring(0, Math.Max(0, tag.LastIndexOf('_'))))
        {
            yield return new(name, $"{stem}_{tag}{extension}");
        }

        yield return new(name, name);
    }

    /// <summary>The locale as it stands in names; nothing where it has characters that could lead elsewhere, as a template may set any text as its locale.</summary>
    private static string FileTag(Locale locale)
    {
        var tag = locale.ToString();
        return tag.All(static c => UnicodeData.IsLetterOrDigit(c) || c is '_' or '-') ? tag : string.Empty;
    }

    /// <summary>
    /// A step <c>*</c> of the name stands for the folder it is in, or any folder around; the nearest comes first, but for a
    /// version for the locale.
    /// </summary>
    public static IEnumerable<TemplateLocation> Acquired(string name, Locale locale, TemplateSettings settings)
    {
        var steps = name.Split(['/'], StringSplitOptions.RemoveEmptyEntries); // where there is a *, empty steps count for nothing
        var star = Array.LastIndexOf(steps, "*");
        if (star < 0)
        {
            return Localized(name, locale, settings);
        }

        var before = Array.FindAll(steps.AsSpan(0, star).ToArray(), static step => step != "*");
        var after = string.Join("/", steps.Skip(star + 1));
        return Localized(after, locale, settings).SelectMany(location => Enumerable.Range(0, before.Length + 1).Select(up =>
            new TemplateLocation(name, string.Concat(before.Take(before.Length - up).Select(static step => step + "/")) + location.SourceName)));
    }
}
