using System.Text.Json;
using Twilio.Security;
using TwilioSms.Tests.Shared;

namespace TwilioSms.IntegrationTests.Webhooks;

/// <summary>Twilio's libraries for Node and .NET know signatures from elsewhere than this project does.</summary>
public sealed class OfficialValidators(ITestOutputHelper output)
{
    private const int Requests = 500;
    private static readonly JsonSerializerOptions CamelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    [Fact]
    public async Task Twilios_own_libraries_come_to_the_same_verdict_or_the_reason_is_known()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
#pragma warning disable CA5394 // It makes tests, not secrets.
        var random = new Random(seed);
#pragma warning restore CA5394
        var requests = Enumerable.Range(0, Requests).Select(_ => GeneratedRequest.Make(random)).ToList();
        var node = (await NodeProcess.RunAsync(JsonSerializer.Serialize(requests, CamelCase), "signatures.js")).EnumerateArray().ToList();

        var genuine = 0;
        var different = new List<string>();
        for (var i = 0; i < requests.Count; i++)
        {
            var request = requests[i];
            var verdict = TwilioWebhook.Validate(request.Secrets, request.Address, request.Bytes, request.Signature, request.Settings);
            var isGenuine = verdict == TwilioWebhookVerdict.Genuine;
            genuine += isGenuine ? 1 : 0;
            var forNode = node[i].ValueKind == JsonValueKind.True;
            var forDotNet = ValidateForDotNet(request);
            if (isGenuine != (forNode || forDotNet) && ReasonOf(request, isGenuine) is null)
            {
                different.Add($"{verdict}, Node {node[i]}, .NET {forDotNet}: signed {request.Signed}: {JsonSerializer.Serialize(request)}");
            }
        }

        different.Should().BeEmpty();
        genuine.Should().BeInRange(Requests / 4, Requests * 9 / 10, "both verdicts have to be met");
    }

    /// <summary>Why this library takes what neither of Twilio's does. There is no request that it refuses and they take.</summary>
    private static string? ReasonOf(GeneratedRequest request, bool isGenuine) => request switch
    {
        _ when !isGenuine => null,
        _ when request.Address.Contains('#', StringComparison.Ordinal) => "a fragment is never called, and so never signed",
        _ when request.Address.Contains('@', StringComparison.Ordinal) => "user and password are not signed (docs usage/security)",
        _ when new Uri(request.Address).AbsolutePath == "/" => "an empty path is the path /, whichever of the two was signed",
        _ => null,
    };

    // The library has one value a name, and none where the signature is null.
    private static bool ValidateForDotNet(GeneratedRequest request)
    {
        var validator = new RequestValidator(request.Secret);
        var algorithm = RequestValidator.GetSignatureAlgorithm(request.Settings);
        return request.Body is not null
            ? validator.Validate(request.Address, request.Body, request.Signature, algorithm)
            : request.Form.Values.All(static values => values.Length == 1)
                && validator.Validate(request.Address, request.Form.ToDictionary(static pair => pair.Key, static pair => pair.Value[0]), request.Signature, algorithm);
    }
}
