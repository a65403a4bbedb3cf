namespace TwilioSms.Emulator.Http;

/// <summary>A refusal in Twilio's own terms.</summary>
internal sealed record TwilioError(int Code, string Message, int Status = 400)
{
    public string MoreInfo => FormattableString.Invariant($"https://www.twilio.com/docs/errors/{Code}");

    public static TwilioError NotFound(string path) => new(20404, $"The requested resource {path} was not found", 404);

    public static TwilioError MethodNotAllowed(EmulatedRequest request) =>
        new(20004, $"Method not allowed: the resource {request.Path} does not support {request.Method}", 405);

    public static TwilioError InvalidParameter(string name) => new(20001, $"Parameter '{name}' is not valid");
}
