using Microsoft.Extensions.Configuration;
using TwilioSms.Engines;

namespace TwilioSms.Camunda.Configuration;

/// <summary>All settings of the workers.</summary>
internal static class WorkerSettings
{
    public const string Camunda8 = "Camunda8";
    public const string Camunda7 = "Camunda7";

    private const string WebAddress = "an absolute http or https address";

    private static readonly WorkerSetting<Camunda8WorkerOptions>[] OfCamunda8 =
    [
        .. Common<Camunda8WorkerOptions>(
            address: ["CAMUNDA_REST_ADDRESS", "ZEEBE_REST_ADDRESS"],
            userName: ["CAMUNDA_BASIC_AUTH_USERNAME"],
            password: ["CAMUNDA_BASIC_AUTH_PASSWORD"]),
        WorkerSetting<Camunda8WorkerOptions>.Text(nameof(Camunda8WorkerOptions.JobType), [], static (options, text) => options.JobType = text),
        WorkerSetting<Camunda8WorkerOptions>.Text(
            nameof(Camunda8WorkerOptions.ClientId), ["CAMUNDA_CLIENT_ID", "ZEEBE_CLIENT_ID"], static (options, text) => options.ClientId = text),
        WorkerSetting<Camunda8WorkerOptions>.Text(
            nameof(Camunda8WorkerOptions.ClientSecret), ["CAMUNDA_CLIENT_SECRET", "ZEEBE_CLIENT_SECRET"],
            static (options, text) => options.ClientSecret = text),
        WorkerSetting<Camunda8WorkerOptions>.Address(
            nameof(Camunda8WorkerOptions.TokenAddress), ["CAMUNDA_OAUTH_URL"], WebAddress, static (options, uri) => options.TokenAddress = uri),
        WorkerSetting<Camunda8WorkerOptions>.Text(
            nameof(Camunda8WorkerOptions.Audience), ["CAMUNDA_TOKEN_AUDIENCE", "ZEEBE_TOKEN_AUDIENCE"],
            static (options, text) => options.Audience = text),
        WorkerSetting<Camunda8WorkerOptions>.Text(
            nameof(Camunda8WorkerOptions.Scope), ["CAMUNDA_TOKEN_SCOPE"], static (options, text) => options.Scope = text),
        WorkerSetting<Camunda8WorkerOptions>.Words(
            nameof(Camunda8WorkerOptions.TenantIds), [], static (options, words) => options.TenantIds = words),
        WorkerSetting<Camunda8WorkerOptions>.Duration(
            nameof(Camunda8WorkerOptions.MessageTimeToLive), [], static (options, time) => options.MessageTimeToLive = time),
        WorkerSetting<Camunda8WorkerOptions>.Flag(
            nameof(Camunda8WorkerOptions.UseLeases), [], static (options, flag) => options.UseLeases = flag),
    ];

    private static readonly WorkerSetting<Camunda7WorkerOptions>[] OfCamunda7 =
    [
        .. Common<Camunda7WorkerOptions>(address: [], userName: [], password: []),
        WorkerSetting<Camunda7WorkerOptions>.Text(nameof(Camunda7WorkerOptions.Topic), [], static (options, text) => options.Topic = text),
        WorkerSetting<Camunda7WorkerOptions>.Number(nameof(Camunda7WorkerOptions.Tries), [], static (options, number) => options.Tries = number),
    ];

    /// <summary>Sets what is set; the rest of <paramref name="options"/> stays.</summary>
    public static void Bind(IConfiguration configuration, Camunda8WorkerOptions options) =>
        WorkerSetting<Camunda8WorkerOptions>.Bind(configuration, Camunda8, OfCamunda8, options, options.BindingProblems);

    /// <summary>Sets what is set; the rest of <paramref name="options"/> stays.</summary>
    public static void Bind(IConfiguration configuration, Camunda7WorkerOptions options) =>
        WorkerSetting<Camunda7WorkerOptions>.Bind(configuration, Camunda7, OfCamunda7, options, options.BindingProblems);

    private static WorkerSetting<TOptions>[] Common<TOptions>(string[] address, string[] userName, string[] password)
        where TOptions : JobWorkerOptions =>
    [
        WorkerSetting<TOptions>.Address(nameof(JobWorkerOptions.Address), address, WebAddress, static (options, uri) => options.Address = uri),
        WorkerSetting<TOptions>.Text(nameof(JobWorkerOptions.UserName), userName, static (options, text) => options.UserName = text),
        WorkerSetting<TOptions>.Text(nameof(JobWorkerOptions.Password), password, static (options, text) => options.Password = text),
        WorkerSetting<TOptions>.Text(nameof(JobWorkerOptions.WorkerName), [], static (options, text) => options.WorkerName = text),
        WorkerSetting<TOptions>.Number(nameof(JobWorkerOptions.Concurrency), [], static (options, number) => options.Concurrency = number),
        WorkerSetting<TOptions>.Number(nameof(JobWorkerOptions.MaxJobs), [], static (options, number) => options.MaxJobs = number),
        WorkerSetting<TOptions>.Duration(nameof(JobWorkerOptions.Lock), [], static (options, time) => options.Lock = time),
        WorkerSetting<TOptions>.Duration(nameof(JobWorkerOptions.LongPoll), [], static (options, time) => options.LongPoll = time),
        WorkerSetting<TOptions>.Text(nameof(JobWorkerOptions.ReportMessage), [], static (options, text) => options.ReportMessage = text),
        WorkerSetting<TOptions>.Text(nameof(JobWorkerOptions.ReplyMessage), [], static (options, text) => options.ReplyMessage = text),
        WorkerSetting<TOptions>.Duration(nameof(JobWorkerOptions.RetryBackoff), [], static (options, time) => options.RetryBackoff = time),
    ];
}
