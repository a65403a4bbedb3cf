using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace TwilioSms.Configuration;

/// <summary>What is injected without a key: the default registration's; where all have names, an exception that tells them.</summary>
internal static class UnnamedServices
{
    /// <summary>Registers a service of the registration <paramref name="name"/> for those who ask without a key.</summary>
    public static void AddDefaultOrRefusal<TService>(this IServiceCollection services, string name)
        where TService : class
    {
        if (name == Options.DefaultName)
        {
            // A refusal of registrations with names may stand in its place; a service of the host's own stays.
            foreach (var refusal in services.Where(static service => service.ServiceType == typeof(Refusal<TService>)).ToArray())
            {
                services.Remove(refusal);
                services.Remove(((Refusal<TService>)refusal.ImplementationInstance!).Descriptor);
            }

            services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<TService>(Options.DefaultName));
        }
        else if (!services.Any(static service => !service.IsKeyedService && service.ServiceType == typeof(TService)))
        {
            var refusal = ServiceDescriptor.Singleton<TService>(_ => throw new InvalidOperationException(Explain<TService>(services)));
            services.Add(refusal);
            services.AddSingleton(new Refusal<TService>(refusal));
        }
    }

    private static string Explain<TService>(IServiceCollection services)
    {
        var names = services
            .Where(static service => service.IsKeyedService && service.ServiceType == typeof(TService))
            .Select(static service => $"\"{service.ServiceKey}\"").Distinct().ToArray();
        return $"There is no {typeof(TService).Name} without a name: AddTwilioConnector was called for {string.Join(", ", names)} only. "
            + $"Ask for one of them, [FromKeyedServices({names[0]})] {typeof(TService).Name}, or call AddTwilioConnector() too.";
    }

    private sealed record Refusal<TService>(ServiceDescriptor Descriptor);
}
