using Microsoft.Extensions.Configuration;

namespace TwilioSms.Configuration;

/// <summary>Where the settings of a registration come from, in the order in which they are looked for.</summary>
internal sealed class SettingSource
{
    /// <summary>The section of the host's configuration that is read beside the names of environment variables.</summary>
    private const string AmbientSection = "Twilio";

    /// <summary>No source: the options are set in code.</summary>
    public static readonly SettingSource None = new();

    private readonly Scope[] scopes;

    private SettingSource(params Scope[] scopes) => this.scopes = scopes;

    /// <summary>The environment alone.</summary>
    public static SettingSource Of(Func<string, string?> environment) => new(new Scope(environment, string.Empty, HasOptionNames: false));

    /// <summary>A section that is the connector's own.</summary>
    public static SettingSource Of(IConfiguration section) =>
        new(new Scope(key => section[key], section is IConfigurationSection { Path: var path } ? path + ":" : string.Empty, HasOptionNames: true));

    /// <summary>The whole configuration of a host, where a name as short as Account or Region may be anybody's.</summary>
    public static SettingSource OfHost(IConfiguration configuration) => new(
        new Scope(key => configuration[key], string.Empty, HasOptionNames: false),
        new Scope(key => configuration[AmbientSection + ":" + key], AmbientSection + ":", HasOptionNames: true));

    /// <summary>Sets what is set here; the rest of <paramref name="options"/> stays.</summary>
    public void Bind(TwilioConnectorOptions options)
    {
        options.Source = this;
        foreach (var setting in Settings.All)
        {
            foreach (var scope in scopes)
            {
                if (scope.Read(setting, options) is { } found)
                {
                    setting.Apply(options, found.Text, found.Key);
                    break;
                }
            }
        }
    }

    /// <summary>A setting as its reader knows it: where it is looked for, and its option.</summary>
    public string NameOf(Setting setting) => $"{(scopes.Length == 1 ? scopes[0].Prefix : string.Empty)}{setting.Name} ({setting.Option})";

    /// <summary>A sentence about what was given instead of a setting that is missing, by a name that it does not have here.</summary>
    public string DidYouMean(Setting setting)
    {
        foreach (var scope in scopes)
        {
            if (scope.FindNearMiss(setting) is { } key)
            {
                return scope.HasOptionNames
                    ? $" There is {key}: did you mean {scope.Prefix}{setting.Name} or {scope.Prefix}{setting.Option}?"
                    : $" There is {key}: did you mean {setting.Name}?";
            }
        }

        return string.Empty;
    }

    private sealed record Scope(Func<string, string?> Get, string Prefix, bool HasOptionNames)
    {
        public (string Text, string Key)? Read(Setting setting, TwilioConnectorOptions options)
        {
            var named = Text(setting.Name);
            var other = HasOptionNames ? Text(setting.Option) : null;
            if (named is not null && other is not null && named != other)
            {
                options.BindingProblems.Add($"{Prefix}{setting.Name} and {Prefix}{setting.Option} are one setting and differ: keep one of them.");
            }

            return named is not null ? (named, Prefix + setting.Name) : other is not null ? (other, Prefix + setting.Option) : null;
        }

        public string? FindNearMiss(Setting setting)
        {
            // A section that was not gone into, or one that is not the connector's.
            string[] nested = [AmbientSection + ":" + setting.Name, AmbientSection + ":" + setting.Option];
            return setting.NearMisses.Concat(HasOptionNames ? nested : []).FirstOrDefault(key => Text(key) is not null) is { } key ? Prefix + key : null;
        }

        private string? Text(string key) => Get(key)?.Trim() is { Length: > 0 } text ? text : null;
    }
}
