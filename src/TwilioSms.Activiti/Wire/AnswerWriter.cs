using System.Text.Json;
using TwilioSms.Activiti.Requests;
using TwilioSms.Engines;

namespace TwilioSms.Activiti.Wire;

/// <summary>Writes answers as runtime bundles read them.</summary>
internal sealed class AnswerWriter(ActivitiWorkerOptions options, DestinationNames names)
{
    private const string BpmnError = "org.activiti.cloud.api.process.model.CloudBpmnError";

    // What an engine's database holds of it.
    private const int LongestMessage = 255;

    /// <summary>The answer; null where neither request nor settings say where it goes.</summary>
    /// <param name="owed">What to say.</param>
    /// <param name="request">The request, to be repeated in the answer; null for an answer without its inputs.</param>
    public Answer? Write(Owed owed, IntegrationRequest? request)
    {
        var error = owed.Report.Answer;
        if ((error is null ? owed.ResultDestination : owed.ErrorDestination) is not { } destination)
        {
            return null;
        }

        var kind = error is null ? AnswerKind.Result : error.IsTechnical ? AnswerKind.TechnicalError : AnswerKind.BpmnError;
        var body = WireObject.Write((owed, request, error), (writer, parts) => WriteBody(writer, parts.owed, parts.request, parts.error));
        return new Answer(kind, names.ExchangeOf(destination), HeadersOf(owed), body);
    }

    private static Dictionary<string, string> HeadersOf(Owed owed)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("targetAppName", owed.AppName);
        Add("targetService", owed.ServiceFullName);
        Add("resultDestination", owed.ResultDestination);
        Add("errorDestination", owed.ErrorDestination);
        return headers;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                headers.Add(name, value);
            }
        }
    }

    private void WriteBody(Utf8JsonWriter writer, Owed owed, IntegrationRequest? request, ReportedError? error)
    {
        writer.WriteString("appName", options.AppName ?? owed.AppName);
        writer.WriteString("serviceName", options.ServiceName);
        writer.WriteString("serviceFullName", options.ServiceName);
        writer.WriteString("serviceType", "connector");
        if (request is not null)
        {
            writer.WritePropertyName("integrationRequest");
            request.Root.WriteTo(writer);
        }

        writer.WriteStartObject("integrationContext");
        foreach (var property in (request?.Context ?? owed.Context).EnumerateObject())
        {
            if (property.Name != "outBoundVariables")
            {
                property.WriteTo(writer);
            }
        }

        writer.WriteStartObject("outBoundVariables");
        if (error is null)
        {
            Variables.WriteJson(writer, "smsResult", owed.Report.WriteSmsResult());
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        if (error is not null)
        {
            writer.WriteString("errorCode", error.IsTechnical ? null : error.Name);
            writer.WriteString("errorMessage", error.Message.Length <= LongestMessage ? error.Message : error.Message[..LongestMessage]);
            writer.WriteString("errorClassName", error.IsTechnical ? error.Name : BpmnError);
            writer.WriteStartArray("stackTraceElements");
            writer.WriteEndArray();
        }
    }
}
