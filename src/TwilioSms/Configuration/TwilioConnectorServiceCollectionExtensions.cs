using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TwilioSms;
using TwilioSms.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the Twilio connector.</summary>
public static class TwilioConnectorServiceCollectionExtensions
{
    /// <summary>Registers <see cref="ISmsSender"/> for the account of <c>TWILIO_ACCOUNT</c> and <c>TWILIO_TOKEN</c>: from
    /// <see cref="IConfiguration"/> where the container has one, else from the environment. In configuration, <c>Account</c> and
    /// <c>Token</c> in a section <c>Twilio</c> do as well. Safe to call more than once.</summary>
    public static ITwilioConnectorBuilder AddTwilioConnector(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOptionsChangeTokenSource<TwilioConnectorOptions>, AmbientSettings>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<TwilioConnectorOptions>, AmbientSettings>());
        return AddConnector(services, Options.Options.DefaultName);
    }

    /// <summary>Registers <see cref="ISmsSender"/> for the account of <paramref name="section"/>: <c>TWILIO_ACCOUNT</c> and
    /// <c>TWILIO_TOKEN</c>, or <c>Account</c> and <c>Token</c>; the environment is not read. Changes of the section take effect without
    /// restart.</summary>
    public static ITwilioConnectorBuilder AddTwilioConnector(this IServiceCollection services, IConfiguration section) =>
        services.AddTwilioConnector(Options.Options.DefaultName, section);

    /// <summary>As <see cref="AddTwilioConnector(IServiceCollection)"/>, with settings of <paramref name="configure"/> on top.</summary>
    public static ITwilioConnectorBuilder AddTwilioConnector(this IServiceCollection services, Action<TwilioConnectorOptions> configure) =>
        services.AddTwilioConnector(Options.Options.DefaultName, configure);

    /// <summary>Registers a further account: named <see cref="TwilioConnectorOptions"/>, and an <see cref="ISmsSender"/> under the same
    /// key (<c>[FromKeyedServices("marketing")] ISmsSender sender</c>). It shares nothing with others: <paramref name="configure"/> sets
    /// its account and credentials.</summary>
    public static ITwilioConnectorBuilder AddTwilioConnector(
        this IServiceCollection services, string name, Action<TwilioConnectorOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        // What is registered already, a section for instance, comes first, and the ambient settings would win over it.
        if (name.Length == 0 && !services.Has<ConnectorParts>(name))
        {
            services.AddTwilioConnector();
        }

        services.Configure(name, configure);
        return AddConnector(services, name);
    }

    /// <summary>Registers a further account whose settings are in <paramref name="section"/>.</summary>
    public static ITwilioConnectorBuilder AddTwilioConnector(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(section);
        services.AddSingleton<IOptionsChangeTokenSource<TwilioConnectorOptions>>(new SectionChangeTokenSource(name, section));
        services.Configure<TwilioConnectorOptions>(name, SettingSource.Of(section).Bind);
        return AddConnector(services, name);
    }

    private static TwilioConnectorBuilder AddConnector(IServiceCollection services, string name)
    {
        var clientName = name.Length == 0 ? "TwilioSms" : $"TwilioSms:{name}";
        var builder = new TwilioConnectorBuilder(services, name, services.AddHttpClient(clientName));
        if (services.Has<ConnectorParts>(name))
        {
            return builder;
        }

        services.AddOptionsWithValidateOnStart<TwilioConnectorOptions>(name);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TwilioConnectorOptions>, TwilioConnectorOptionsValidator>());
        services.AddConnector(name, builder.HttpClientBuilder);
        return builder;
    }
}
