using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioSms.Worker;

// The connector as a service: SEND_SMS for process engines. Everything is configuration: docs/workers.md.
try
{
    var app = WorkerApplication.Build(args);
    await using var disposing = app.ConfigureAwait(false);
    app.Services.GetRequiredService<IStartupValidator>().Validate();
    await app.RunAsync().ConfigureAwait(false);
    return 0;
}
catch (WorkerConfigurationException exception)
{
    await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
    return 2;
}
catch (OptionsValidationException exception)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, exception.Failures)).ConfigureAwait(false);
    return 2;
}
