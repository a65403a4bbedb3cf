using System.Text.RegularExpressions;
using TwilioSms.Errors;
using TwilioSms.FreeMarker;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Errors;

/// <summary>Each of the 30 errors, provoked in the way a user would meet it; and the page that documents them.</summary>
public sealed partial class DocumentedErrorsTests
{
    private static readonly string[] Names = [.. TwilioConnector.Describe().Errors.Select(error => error.Name)];

    private static readonly string[][] Page = ReadPage();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> AllNames => [.. Names];

    [Fact]
    public void The_enum_is_exactly_the_errors_of_the_connector() =>
        Enum.GetValues<SmsErrorCode>().Select(code => code.ToWireName()).Should().BeEquivalentTo(Names);

    [Fact]
    public void The_page_has_exactly_one_row_for_each_name() =>
        Page.Select(row => row[0]).Should().Equal(Names);

    [Theory]
    [MemberData(nameof(AllNames))]
    public async Task It_is_thrown_as_documented(string name)
    {
        var row = Page.Single(row => row[0] == name);

        var error = await ProvokeAsync(name);

        error.Code.ToWireName().Should().Be(name);
        $"`{error.GetType().Name}`".Should().Be(row[1]);
        (error.IsTransient ? "yes" : "no").Should().Be(row[4]);
        row[2].Should().NotBeEmpty();
        row[3].Should().NotBeEmpty();
        if (error is TwilioHttpException http)
        {
            row[2].Should().StartWith($"HTTP {(int)http.StatusCode!}.");
        }

        if (error.Result is { } result)
        {
            var state = result.Outcomes.Single().State;
            row[2].Contains("`Unknown`", StringComparison.Ordinal).Should().Be(state == SmsOutcomeState.Unknown);
        }
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public async Task Its_message_advises_what_the_page_does(string name)
    {
        // What is wrong with the input or the template is told by the message itself.
        if (name is not "MISSING_INPUT" and not "INVALID_INPUT" && !name.StartsWith("TEMPLATE_", StringComparison.Ordinal))
        {
            var advice = Page.Single(row => row[0] == name)[3].Replace("`", "", StringComparison.Ordinal);

            var message = (await ProvokeAsync(name)).Message;

            var said = message.Split(" See ")[0].Split(". ")[^1];
            advice.Should().ContainEquivalentOf(said);
        }
    }

    [Fact]
    public void The_page_says_what_the_table_of_errors_says() => Page.Select(row => string.Join(" | ", row)).Should().Equal(
        DocumentedError.All.Select(error => string.Join(
            " | ",
            error.Name,
            $"`{error.ExceptionName}`",
            error.HttpStatus is { } status ? FormattableString.Invariant($"HTTP {status}. {error.Happens}") : error.Happens,
            $"{error.Advice} {error.MoreAdvice}".Trim(),
            error.IsTransient ? "yes" : "no")));

    [Fact]
    public void The_page_lists_every_code_of_twilios_with_its_error_and_meaning() => CodeRows().Should().Equal(
        TwilioCode.All.Select(code => FormattableString.Invariant($"{code.Number} | {code.Error.ToWireName()} | {code.Meaning}")));

    private static Task<TwilioConnectorException> ProvokeAsync(string name) => name switch
    {
        "MISSING_INPUT" => FailAsync(new SmsMessage { To = [Account.To], Body = "Hello" }),
        "INVALID_INPUT" => FailAsync(new SmsMessage { From = Account.From, To = [Account.To], Body = "Hello", ContentSid = "none" }),
        "TWILIO_CONNECTION_ERROR" => FailAsync(Account.Message(), FaultTests.ClosedPort()),
        "AUTHENTICATION_CONNECTION_ERROR" => FailAsync(StubAnswer.Error(401, 20003)),
        "INVALID_REQUEST_ERROR" => FailAsync(StubAnswer.Error(400, 21620)),
        "INVALID_TO_PHONE_NUMBER_ERROR" => FailAsync(StubAnswer.Error(400, 21211)),
        "INVALID_FROM_PHONE_NUMBER_ERROR" => FailAsync(StubAnswer.Error(400, 21606)),
        "PERMISSION_DENIED_ERROR" => FailAsync(StubAnswer.Error(403, 20008)),
        "INVALID_REGION_TO_PHONE_NUMBER_ERROR" => FailAsync(StubAnswer.Error(400, 21408)),
        "TEMPLATE_READ_ERROR" => FailAsync(new SmsMessage { From = Account.From, To = [Account.To], TemplateName = "no-such.ftl" }),
        "TEMPLATE_METADATA_ERROR" => FailAsync(new SmsMessage { From = Account.From, To = [Account.To], Body = "Hello ${nobody}" }),
        "TEMPLATE_SYNTAX_ERROR" => FailAsync(new SmsMessage { From = Account.From, To = [Account.To], Body = "Hello ${" }),
        "UNKNOWN_ERROR" => FailAsync(StubAnswer.Text(418, "", "text/plain")),
        _ => FailAsync(StubAnswer.Text(TwilioErrorFacts.StatusNames.Single(status => status.Error == name).Status, "", "text/html")),
    };

    private static async Task<TwilioConnectorException> FailAsync(StubAnswer answer)
    {
        await using var twilio = TwilioStub.Start(answer);
        return await FailAsync(Account.Message(), twilio.BaseAddress);
    }

    private static async Task<TwilioConnectorException> FailAsync(SmsMessage message, Uri? address = null)
    {
        await using var services = Account.Connect(
            address ?? FaultTests.ClosedPort(), options => options.TemplateSettings = new() { Loader = new MemoryTemplateLoader([]) });
        var send = () => services.Sender().SendAsync(message, Stop);
        return (await send.Should().ThrowAsync<TwilioConnectorException>()).Which;
    }

    private static string[][] ReadPage()
    {
        var page = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "errors.md"));
        return [.. page.Where(line => RowPattern().IsMatch(line)).Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];
    }

    private static IEnumerable<string> CodeRows() => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "errors.md"))
        .Where(line => CodeRowPattern().IsMatch(line)).Select(line => line.Trim('|').Trim());

    [GeneratedRegex(@"^\| \d+ \|")]
    private static partial Regex CodeRowPattern();

    [GeneratedRegex(@"^\| [A-Z_]{4,} \|")]
    private static partial Regex RowPattern();
}
