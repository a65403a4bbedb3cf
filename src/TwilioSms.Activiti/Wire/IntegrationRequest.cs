using System.Text.Json;
using TwilioSms.Engines;

namespace TwilioSms.Activiti.Wire;

/// <summary>What a runtime bundle asks for: as much of it as is needed, whichever version wrote it.</summary>
internal sealed class IntegrationRequest
{
    // Keys of sends may be as long; an engine's ids are 36 characters.
    private const int LongestId = 200;

    private IntegrationRequest(JsonElement root, JsonElement context, string id)
    {
        Root = root;
        Context = context;
        Id = id;
    }

    /// <summary>The id of the request, which its answer has to carry. What is made again after an error has a new one.</summary>
    public string Id { get; }

    /// <summary>The execution that waits for the answer, the same when the request is made again.</summary>
    public string Execution => string.Join(
        '/', Text(Context, "rootProcessInstanceId") ?? Text(Context, "processInstanceId"), Text(Context, "executionId"), Text(Context, "clientId"));

    /// <summary>The implementation that the service task names; null where the request does not say.</summary>
    public string? ConnectorType => Text(Context, "connectorType");

    public string? AppName => Text(Root, "appName");

    public string? ServiceFullName => Text(Root, "serviceFullName");

    public string? ResultDestination => Text(Root, "resultDestination");

    public string? ErrorDestination => Text(Root, "errorDestination");

    /// <summary>The whole request, to be repeated in an answer.</summary>
    public JsonElement Root { get; }

    /// <summary>What the answer is about.</summary>
    public JsonElement Context { get; }

    /// <summary>The inputs of the action as JSON.</summary>
    /// <exception cref="UnreadableRequestException">They cannot be read.</exception>
    public string ReadInputs() => Variables.ToInputs(Context.TryGetProperty("inBoundVariables", out var variables) ? variables : default);

    /// <exception cref="UnreadableRequestException">It is no request.</exception>
    public static IntegrationRequest Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement.Clone();
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("integrationContext", out var context)
                || context.ValueKind != JsonValueKind.Object)
            {
                throw new UnreadableRequestException("The request has no integrationContext.");
            }

            return Text(context, "id") is { Length: > 0 and <= LongestId } id
                ? new IntegrationRequest(root, context, id)
                : throw new UnreadableRequestException("The request's integrationContext has no id that could be answered.");
        }
        catch (JsonException exception)
        {
            // Not as the inner exception: its message quotes the request.
            throw new UnreadableRequestException(FormattableString.Invariant(
                $"The request is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})."));
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableRequestException("The request has half a character, a surrogate without its other.");
        }
    }

    /// <summary>A request whose body cannot be read, as far as its headers tell of it; null where they do not tell its id.</summary>
    /// <param name="header">Reads a header.</param>
    public static IntegrationRequest? OfHeaders(Func<string, string?> header)
    {
        if (header("integrationContextId") is not { Length: > 0 and <= LongestId } id)
        {
            return null;
        }

        using var root = WireObject.Parse(header, static (writer, header) => WriteAll(writer, header, "appName", "appVersion", "serviceFullName", "serviceName"));
        using var context = WireObject.Parse(header, static (writer, header) =>
        {
            writer.WriteString("id", header("integrationContextId"));
            WriteAll(
                writer, header, "executionId", "processInstanceId", "rootProcessInstanceId", "parentProcessInstanceId", "processDefinitionId",
                "processDefinitionKey", "businessKey", "connectorType");
        });
        return new IntegrationRequest(root.RootElement.Clone(), context.RootElement.Clone(), id);
    }

    private static void WriteAll(Utf8JsonWriter writer, Func<string, string?> header, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (header(name) is { } value)
            {
                writer.WriteString(name, value);
            }
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
