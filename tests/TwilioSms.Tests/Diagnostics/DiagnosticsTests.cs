using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Diagnostics;

public sealed class DiagnosticsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_recipient_is_logged_with_its_number_masked()
    {
        using var recorder = new Recorder();

        await SendAsync(recorder, "+15551110001", "+15551110002");

        recorder.Lines.Should().Contain(line =>
            line.StartsWith("Debug 1 ", StringComparison.Ordinal) && line.Contains("+1555***0001") && line.Contains("SM1"));
        recorder.Lines.Should().Contain(line =>
            line.StartsWith("Warning 2 ", StringComparison.Ordinal) && line.Contains("+1555***0002") && line.Contains("INVALID_TO_PHONE_NUMBER_ERROR"));
    }

    [Fact]
    public async Task Each_recipient_is_counted_by_its_state_and_error()
    {
        using var recorder = new Recorder();

        await SendAsync(recorder, "+15551110001", "+15551110002");

        recorder.Measurements.Should().Contain(("twilio_sms.outcomes", 1L, "twilio_sms.state=sent"));
        recorder.Measurements.Should().Contain(
            ("twilio_sms.outcomes", 1L, "twilio_sms.state=failed error.type=INVALID_TO_PHONE_NUMBER_ERROR"));
    }

    [Fact]
    public async Task A_send_is_a_span_whose_status_is_the_errors_name()
    {
        using var recorder = new Recorder();
        using var parent = new Activity("test");
        parent.Start();

        await SendAsync(recorder, "+15551110001", "+15551110002");

        var span = recorder.Activities.Single(activity => activity.Source.Name == "TwilioSms" && activity.TraceId == parent.TraceId);
        span.Kind.Should().Be(ActivityKind.Client);
        span.GetTagItem("twilio_sms.recipients").Should().Be(2);
        span.Status.Should().Be(ActivityStatusCode.Error);
        span.StatusDescription.Should().Be("INVALID_TO_PHONE_NUMBER_ERROR");
    }

    private static async Task SendAsync(Recorder recorder, params string[] to)
    {
        await using var twilio = TwilioStub.Start(request => request["To"]![^1] == '1'
            ? StubAnswer.Created("SM1", request["To"])
            : StubAnswer.Error(400, 21211));
        await using var services = Account.Connect(
            twilio, build: builder => builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(recorder)));
        var send = () => services.Sender().SendAsync(Account.Message(to), Stop);
        await send.Should().ThrowAsync<TwilioToNumberException>();
    }
}
