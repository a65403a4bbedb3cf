using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TwilioSms.Activiti.Configuration;

/// <summary>All settings of the worker. Bound by hand: the reflection-based binder is neither trim-safe nor strict.</summary>
internal static class WorkerSettings
{
    public const string Section = "Activiti";

    private static readonly Setting[] All =
    [
        new(nameof(ActivitiWorkerOptions.BrokerUri), ["ACT_RABBITMQ_URI"], "an absolute amqp or amqps address", static (options, text) =>
        {
            options.BrokerUri = Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;
            return options.BrokerUri is not null;
        }),
        Text(nameof(ActivitiWorkerOptions.Host), Rabbit("HOST"), static (options, text) => options.Host = text),
        Number(nameof(ActivitiWorkerOptions.Port), Rabbit("PORT"), static (options, number) => options.Port = number),
        Text(nameof(ActivitiWorkerOptions.UserName), Rabbit("USERNAME"), static (options, text) => options.UserName = text),
        Text(nameof(ActivitiWorkerOptions.Password), Rabbit("PASSWORD"), static (options, text) => options.Password = text),
        Text(nameof(ActivitiWorkerOptions.VirtualHost), Rabbit("VIRTUAL_HOST"), static (options, text) => options.VirtualHost = text),
        Flag(nameof(ActivitiWorkerOptions.UseTls), Rabbit("SSL_ENABLED"), static (options, flag) => options.UseTls = flag),
        Text(nameof(ActivitiWorkerOptions.Implementation), [], static (options, text) => options.Implementation = text),
        Text(nameof(ActivitiWorkerOptions.Destinations), [], static (options, text) => options.Destinations = List(text)),
        Text(nameof(ActivitiWorkerOptions.ServiceName), ["SPRING_APPLICATION_NAME"], static (options, text) => options.ServiceName = text),
        Text(nameof(ActivitiWorkerOptions.AppName), ["ACTIVITI_CLOUD_APPLICATION_NAME"], static (options, text) => options.AppName = text),
        Text(nameof(ActivitiWorkerOptions.Queue), [], static (options, text) => options.Queue = text),
        Text(nameof(ActivitiWorkerOptions.QueueType), [], static (options, text) => options.QueueType = text),
        Text(nameof(ActivitiWorkerOptions.DestinationPrefix), ["ACT_MESSAGING_DEST_PREFIX"],
            static (options, text) => options.DestinationPrefix = text),
        Text(nameof(ActivitiWorkerOptions.DestinationSeparator), ["ACT_MESSAGING_DEST_SEPARATOR"],
            static (options, text) => options.DestinationSeparator = text),
        Flag(nameof(ActivitiWorkerOptions.UseDestinationTransformers), ["ACT_MESSAGING_DEST_TRANSFORMERS_ENABLED"],
            static (options, flag) => options.UseDestinationTransformers = flag),
        Text(nameof(ActivitiWorkerOptions.DestinationTransformers), ["ACT_MESSAGING_DEST_TRANSFORMERS"],
            static (options, text) => options.DestinationTransformers = List(text)),
        Text(nameof(ActivitiWorkerOptions.RabbitPrefix), ["ACTIVITI_CLOUD_MESSAGING_RABBITMQ_PREFIX"],
            static (options, text) => options.RabbitPrefix = text),
        Text(nameof(ActivitiWorkerOptions.ResultDestination), ["ACT_INT_RES_CONSUMER"], static (options, text) => options.ResultDestination = text),
        Text(nameof(ActivitiWorkerOptions.ErrorDestination), ["ACT_INT_ERR_CONSUMER"], static (options, text) => options.ErrorDestination = text),
        Flag(nameof(ActivitiWorkerOptions.EchoInputs), [], static (options, flag) => options.EchoInputs = flag),
        Number(nameof(ActivitiWorkerOptions.Concurrency), [], static (options, number) => options.Concurrency = number),
        Number(nameof(ActivitiWorkerOptions.Prefetch), [], static (options, number) => options.Prefetch = number),
        Number(nameof(ActivitiWorkerOptions.MaxRequestBytes), [], static (options, number) => options.MaxRequestBytes = number),
        Number(nameof(ActivitiWorkerOptions.ConfirmTimeout), [],
            static (options, seconds) => options.ConfirmTimeout = TimeSpan.FromSeconds(seconds)),
    ];

    /// <summary>Sets what is set; the rest of <paramref name="options"/> stays. What cannot be read is noted by name and never by value: it may
    /// be a secret in the wrong place.</summary>
    public static void Bind(IConfiguration configuration, ActivitiWorkerOptions options)
    {
        foreach (var setting in All)
        {
            var key = setting.Names.Append($"{Section}:{setting.Option}").FirstOrDefault(key => !string.IsNullOrWhiteSpace(configuration[key]));
            if (key is not null && !setting.TrySet(options, configuration[key]!.Trim()))
            {
                options.BindingProblems.Add($"{key} is not {setting.Form}.");
            }
        }
    }

    private static string[] Rabbit(string name) => [$"ACT_RABBITMQ_{name}", $"SPRING_RABBITMQ_{name}"];

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Setting Text(string option, string[] names, Action<ActivitiWorkerOptions, string> set) =>
        new(option, names, "a text", (options, text) =>
        {
            set(options, text);
            return true;
        });

    private static Setting Number(string option, string[] names, Action<ActivitiWorkerOptions, int> set) =>
        new(option, names, "a whole number", (options, text) =>
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            set(options, number);
            return true;
        });

    private static Setting Flag(string option, string[] names, Action<ActivitiWorkerOptions, bool> set) =>
        new(option, names, "true or false", (options, text) =>
        {
            var isFlag = bool.TryParse(text, out var flag);
            set(options, flag);
            return isFlag;
        });

    private sealed record Setting(string Option, string[] Names, string Form, Func<ActivitiWorkerOptions, string, bool> TrySet);
}
