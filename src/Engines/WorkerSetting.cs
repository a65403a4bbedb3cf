using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TwilioSms.Engines;

/// <summary>One setting of a worker. Bound by hand: the reflection-based binder is neither trim-safe nor strict.</summary>
/// <typeparam name="TOptions">The options that it is one of.</typeparam>
/// <param name="Option">The option, which is its name in the worker's section.</param>
/// <param name="Names">Its names outside of the section, which win.</param>
/// <param name="Form">What its text has to be.</param>
/// <param name="TrySet">Sets it; false where the text is not of that form.</param>
internal sealed record WorkerSetting<TOptions>(string Option, string[] Names, string Form, Func<TOptions, string, bool> TrySet)
{
    public static WorkerSetting<TOptions> Text(string option, string[] names, Action<TOptions, string> set) =>
        new(option, names, "a text", (options, text) => Set(options, true, text, set));

    /// <summary>Words with commas between them.</summary>
    public static WorkerSetting<TOptions> Words(string option, string[] names, Action<TOptions, string[]> set) => Text(
        option, names, (options, text) => set(options, text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));

    public static WorkerSetting<TOptions> Number(string option, string[] names, Action<TOptions, int> set) =>
        new(option, names, "a whole number", (options, text) =>
            Set(options, int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number), number, set));

    public static WorkerSetting<TOptions> Flag(string option, string[] names, Action<TOptions, bool> set) =>
        new(option, names, "true or false", (options, text) => Set(options, bool.TryParse(text, out var flag), flag, set));

    public static WorkerSetting<TOptions> Address(string option, string[] names, string form, Action<TOptions, Uri> set) =>
        new(option, names, form, (options, text) => Set(options, Uri.TryCreate(text, UriKind.Absolute, out var uri), uri!, set));

    /// <summary>A whole number of seconds, or a time such as <c>00:10:00</c>.</summary>
    public static WorkerSetting<TOptions> Duration(string option, string[] names, Action<TOptions, TimeSpan> set) =>
        new(option, names, "a whole number of seconds or a time such as 00:10:00", (options, text) =>
        {
            var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
            var duration = TimeSpan.FromSeconds(seconds);
            return Set(options, isNumber || TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration), duration, set);
        });

    /// <summary>Sets what is set; the rest of <paramref name="options"/> stays. What cannot be read is noted by name and never by value: it may
    /// be a secret in the wrong place.</summary>
    public static void Bind(
        IConfiguration configuration, string section, IEnumerable<WorkerSetting<TOptions>> settings, TOptions options, ICollection<string> problems)
    {
        foreach (var setting in settings)
        {
            var key = setting.Names.Append($"{section}:{setting.Option}").FirstOrDefault(key => !string.IsNullOrWhiteSpace(configuration[key]));
            if (key is not null && !setting.TrySet(options, configuration[key]!.Trim()))
            {
                problems.Add($"{key} is not {setting.Form}.");
            }
        }
    }

    private static bool Set<T>(TOptions options, bool parsed, T value, Action<TOptions, T> set)
    {
        if (parsed)
        {
            set(options, value);
        }

        return parsed;
    }
}
