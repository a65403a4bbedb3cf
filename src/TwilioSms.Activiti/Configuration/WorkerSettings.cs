using Microsoft.Extensions.Configuration;
using TwilioSms.Engines;
using static TwilioSms.Engines.WorkerSetting<TwilioSms.Activiti.ActivitiWorkerOptions>;

namespace TwilioSms.Activiti.Configuration;

/// <summary>All settings of the worker.</summary>
internal static class WorkerSettings
{
    public const string Section = "Activiti";

    private static readonly WorkerSetting<ActivitiWorkerOptions>[] All =
    [
        Address(nameof(ActivitiWorkerOptions.BrokerUri), ["ACT_RABBITMQ_URI"], "an absolute amqp or amqps address",
            static (options, uri) => options.BrokerUri = uri),
        Text(nameof(ActivitiWorkerOptions.Host), Rabbit("HOST"), static (options, text) => options.Host = text),
        Number(nameof(ActivitiWorkerOptions.Port), Rabbit("PORT"), static (options, number) => options.Port = number),
        Text(nameof(ActivitiWorkerOptions.UserName), Rabbit("USERNAME"), static (options, text) => options.UserName = text),
        Text(nameof(ActivitiWorkerOptions.Password), Rabbit("PASSWORD"), static (options, text) => options.Password = text),
        Text(nameof(ActivitiWorkerOptions.VirtualHost), Rabbit("VIRTUAL_HOST"), static (options, text) => options.VirtualHost = text),
        Flag(nameof(ActivitiWorkerOptions.UseTls), Rabbit("SSL_ENABLED"), static (options, flag) => options.UseTls = flag),
        Text(nameof(ActivitiWorkerOptions.Implementation), [], static (options, text) => options.Implementation = text),
        Words(nameof(ActivitiWorkerOptions.Destinations), [], static (options, words) => options.Destinations = words),
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
        Words(nameof(ActivitiWorkerOptions.DestinationTransformers), ["ACT_MESSAGING_DEST_TRANSFORMERS"],
            static (options, words) => options.DestinationTransformers = words),
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

    /// <summary>Sets what is set; the rest of <paramref name="options"/> stays.</summary>
    public static void Bind(IConfiguration configuration, ActivitiWorkerOptions options) =>
        WorkerSetting<ActivitiWorkerOptions>.Bind(configuration, Section, All, options, options.BindingProblems);

    private static string[] Rabbit(string name) => [$"ACT_RABBITMQ_{name}", $"SPRING_RABBITMQ_{name}"];
}
