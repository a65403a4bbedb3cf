using System.Globalization;

namespace TwilioSms.Configuration;

/// <summary>One setting: its two spellings, and how its text becomes the value of its option.</summary>
internal sealed class Setting
{
    private readonly string form;
    private readonly Func<TwilioConnectorOptions, string, bool> trySet;

    private Setting(string name, string option, string form, Func<TwilioConnectorOptions, string, bool> trySet)
    {
        Name = name;
        Option = option;
        this.form = form;
        this.trySet = trySet;
    }

    /// <summary>The name by which environment variables and configuration have it: <c>TWILIO_ACCOUNT</c>.</summary>
    public string Name { get; }

    /// <summary>The option that it sets, which is its other name in configuration: <c>Account</c>.</summary>
    public string Option { get; }

    /// <summary>What others call it, and people write here.</summary>
    public IReadOnlyList<string> NearMisses { get; private init; } = [];

    public static Setting Text(string name, string option, Action<TwilioConnectorOptions, string> set, params string[] nearMisses) =>
        new(name, option, string.Empty, (options, text) =>
        {
            set(options, text);
            return true;
        })
        { NearMisses = nearMisses };

    /// <summary>Words with commas between them.</summary>
    public static Setting Words(string name, string option, Action<TwilioConnectorOptions, string[]> set) =>
        Text(name, option, (options, text) => set(options, WordsOf(text)));

    /// <summary>Ids and what belongs to them, with commas between the pairs: <c>id=value,id=value</c>.</summary>
    public static Setting Pairs(string name, string option, Action<TwilioConnectorOptions, Dictionary<string, string>> set) =>
        new(name, option, "is not of the form id=secret,id=secret, with every id once", (options, text) =>
            TrySet(options, TryParsePairs(text, out var pairs), pairs, set));

    public static Setting Flag(string name, string option, Action<TwilioConnectorOptions, bool> set) =>
        new(name, option, "is neither true nor false", (options, text) => TrySet(options, bool.TryParse(text, out var value), value, set));

    public static Setting Number(string name, string option, Action<TwilioConnectorOptions, int> set) =>
        new(name, option, "is not a whole number", (options, text) =>
            TrySet(options, int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value), value, set));

    public static Setting Duration(string name, string option, Action<TwilioConnectorOptions, TimeSpan> set) =>
        new(name, option, "is neither a number of seconds such as 30 or 2.5 nor a time such as 00:00:30", (options, text) =>
            TrySet(options, TryParseDuration(text, out var value), value, set));

    public static Setting Days(string name, string option, Action<TwilioConnectorOptions, TimeSpan> set) =>
        new(name, option, "is neither a whole number of days nor a time such as 30.00:00:00", (options, text) =>
            TrySet(options, TryParseDays(text, out var value), value, set));

    /// <summary>A setting of FreeMarker's, by the name it has there.</summary>
    public static Setting Template(string name, string option, string freeMarkerName) =>
        new(name, option, $"is not a value that FreeMarker's setting {freeMarkerName} can have", (options, text) =>
        {
            try
            {
                options.TemplateSettings = options.TemplateSettings.With(freeMarkerName, text);
                return true;
            }
            catch (ArgumentException)
            {
                return false;
            }
        });

    /// <summary>Sets the option, or notes the problem; <paramref name="key"/> is where the text was found.</summary>
    public void Apply(TwilioConnectorOptions options, string text, string key)
    {
        if (!trySet(options, text))
        {
            // Without the text: it may be a secret in the wrong place.
            options.BindingProblems.Add($"{key} ({Option}) {form}.");
        }
    }

    private static bool TrySet<T>(TwilioConnectorOptions options, bool parsed, T value, Action<TwilioConnectorOptions, T> set)
    {
        if (parsed)
        {
            set(options, value);
        }

        return parsed;
    }

    private static string[] WordsOf(string text) =>
        [.. text.Split(',').Select(static word => word.Trim()).Where(static word => word.Length > 0)];

    private static bool TryParsePairs(string text, out Dictionary<string, string> pairs)
    {
        pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in WordsOf(text))
        {
            var equals = pair.IndexOf('=');
            if (equals < 1 || equals == pair.Length - 1 || pairs.ContainsKey(pair.Substring(0, equals)))
            {
                return false;
            }

            pairs.Add(pair.Substring(0, equals), pair.Substring(equals + 1));
        }

        return true;
    }

    // TimeSpan itself reads a whole number as days.
    private static bool TryParseDays(string text, out TimeSpan value) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value) && value >= TimeSpan.Zero;

    private static bool TryParseDuration(string text, out TimeSpan value)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            var inRange = seconds <= (decimal)TimeSpan.MaxValue.TotalSeconds / 2;
            value = inRange ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : TimeSpan.Zero;
            return inRange;
        }

        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value) && text.Contains(':');
    }
}
