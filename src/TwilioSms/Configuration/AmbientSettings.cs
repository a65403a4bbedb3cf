using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace TwilioSms.Configuration;

/// <summary>Reads an environment variable; null where it is not set.</summary>
internal delegate string? EnvironmentReader(string name);

/// <summary>The default account's settings: from the host's configuration where it has one, else from the environment.</summary>
internal sealed class AmbientSettings(IConfiguration? configuration = null, EnvironmentReader? environment = null)
    : IConfigureNamedOptions<TwilioConnectorOptions>, IOptionsChangeTokenSource<TwilioConnectorOptions>
{
    private static readonly IChangeToken NeverChanges = new CancellationChangeToken(CancellationToken.None);

    private readonly SettingSource source = configuration is not null
        ? SettingSource.OfHost(configuration)
        : SettingSource.Of(key => environment is null ? Environment.GetEnvironmentVariable(key) : environment(key));

    public string Name => Options.DefaultName;

    public void Configure(TwilioConnectorOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, TwilioConnectorOptions options)
    {
        if (name == Options.DefaultName)
        {
            source.Bind(options);
        }
    }

    public IChangeToken GetChangeToken() => configuration?.GetReloadToken() ?? NeverChanges;
}
