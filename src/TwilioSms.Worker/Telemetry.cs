using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace TwilioSms.Worker;

/// <summary>Traces and metrics by OTLP, where the usual variables of OpenTelemetry say to whom.</summary>
internal static class Telemetry
{
    private static readonly string[] Sources = ["TwilioSms", "TwilioSms.Activiti", "TwilioSms.Camunda"];

    public static void Apply(IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("twilio-sms-worker"))
            .WithTracing(static tracing => tracing.AddSource(Sources))
            .WithMetrics(static metrics => metrics.AddMeter(Sources))
            .UseOtlpExporter();
    }
}
