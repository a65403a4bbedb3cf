using System.Net;
using TwilioSms.Http;

namespace TwilioSms.Fuzz.Targets;

/// <summary>Twilio's answers, and those of whatever stands before it: every one is an outcome or an error of Twilio's, and none can
/// write lines of its own into a log. The first byte says the status.</summary>
internal static class AnswerTarget
{
    private static readonly Uri Page = new("https://api.twilio.com/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json");

    public static void Run(ReadOnlySpan<byte> input)
    {
        var status = input.IsEmpty ? HttpStatusCode.BadRequest : (HttpStatusCode)(200 + (input[0] * 2));
        var body = input.IsEmpty ? [] : input.Slice(1).ToArray();
        using var answer = new TwilioAnswer(status, body);
        var outcome = TwilioAnswers.OutcomeOf(answer, "+15551230001", TimeProvider.System);
        FuzzTarget.Require(outcome.State != SmsOutcomeState.NotAttempted, "what was answered was attempted");
        FuzzTarget.Require(outcome.State != SmsOutcomeState.Sent || (int)status < 300, "only an acceptance is sent");
        FuzzTarget.Require(outcome.State != SmsOutcomeState.Failed || (int)status >= 300, "an acceptance is never a failure");
        RequireOneLine(outcome.Error);
        FuzzTarget.Require(outcome.MessageSid?.All(char.IsAsciiLetterOrDigit) != false, "a SID has the form of one");
        Try(() => TwilioAnswers.PageOf(answer, Page, TimeProvider.System));
        Try(() => TwilioAnswers.MessageOf(answer, TimeProvider.System));
        Try(() => TwilioAnswers.AccountStatusOf(answer, TimeProvider.System));
    }

    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (TwilioApiException exception)
        {
            RequireOneLine(exception);
        }
    }

    private static void RequireOneLine(TwilioConnectorException? error) =>
        FuzzTarget.Require(error?.Message.Any(char.IsControl) != true, "a message is one line");
}
