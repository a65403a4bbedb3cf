using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioSms.Diagnostics;

namespace TwilioSms.Tests.Diagnostics;

/// <summary><c>docs/operations.md</c> says what is so.</summary>
public sealed partial class OperationsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "operations.md"));

    public static TheoryData<string, string, string> Settings =>
        [.. Rows("setting").Select(row => new TheoryDataRow<string, string, string>(Code(row[0]), Code(row[1]), row[2]))];

    [Fact]
    public void Every_option_has_its_row() =>
        Settings.Select(row => row.Data.Item2).Should().BeEquivalentTo(
            typeof(TwilioConnectorOptions).GetProperties().Select(property => property.Name)
                .Except([nameof(TwilioConnectorOptions.TemplateSettings), nameof(TwilioConnectorOptions.PhoneNumbers)]));

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_setting_sets_its_option_whose_default_is_given(string setting, string option, string byDefault)
    {
        var property = typeof(TwilioConnectorOptions).GetProperty(option)!;
        Written(property.GetValue(new TwilioConnectorOptions())).Should().Be(byDefault);
        var (given, expected) = property.PropertyType switch
        {
            _ when setting.EndsWith("_DAYS", StringComparison.Ordinal) => ("7", "604800 s"),
            var type when type == typeof(TimeSpan) => ("7", "7 s"),
            var type when type == typeof(int) => ("7", "7"),
            var type when type == typeof(bool) => ("true", "true"),
            var type when type == typeof(Uri) => ("https://example.com", "https://example.com/"),
            _ when option == nameof(TwilioConnectorOptions.Account) => ("AC" + new string('a', 32), "AC" + new string('a', 32)),
            _ when option == nameof(TwilioConnectorOptions.Region) => ("ie1", "ie1"),
            _ when option == nameof(TwilioConnectorOptions.WebhookKeys) => ("one=first, two=a=b", "one=first,two=a=b"),
            _ when option == nameof(TwilioConnectorOptions.WebhookTokens) => ("one, two", "one,two"),
            _ => ("given", "given"),
        };

        Written(property.GetValue(Bind((setting, given)))).Should().Be(expected);
        Written(property.GetValue(Bind((setting, ""), (option, given)))).Should().Be(expected);
        if (property.PropertyType == typeof(TimeSpan))
        {
            var time = setting.EndsWith("_DAYS", StringComparison.Ordinal) ? "7.00:00:00" : "00:00:07";
            Written(property.GetValue(Bind((setting, time)))).Should().Be(expected);
            Written(property.GetValue(Bind((option, time)))).Should().Be(expected);
        }
    }

    [Fact]
    public void The_settings_of_templates_are_those_that_are_read()
    {
        var named = TemplateSetting().Matches(Page).Select(match => match.Value).Distinct().ToArray();

        named.Should().HaveCount(8);
        var shown = Bind([.. named.Select(setting => (setting, setting switch
        {
            "TWILIO_TEMPLATE_LOCALE" => "de_DE",
            "TWILIO_TEMPLATE_TIME_ZONE" => "Europe/Berlin",
            "TWILIO_TEMPLATE_BOOLEAN_FORMAT" => "yes,no",
            "TWILIO_TEMPLATE_NUMBER_FORMAT" => "0.00",
            "TWILIO_TEMPLATE_FOLDER" => AppContext.BaseDirectory,
            _ => "yyyy",
        }))]).TemplateSettings;
        shown.Should().BeEquivalentTo(new
        {
            Locale = "de_DE",
            TimeZone = "Europe/Berlin",
            BooleanFormat = "yes,no",
            NumberFormat = "0.00",
            DateFormat = "yyyy",
            TimeFormat = "yyyy",
            DateTimeFormat = "yyyy",
        });
        shown.Loader.Should().NotBeNull();
    }

    [Fact]
    public void Every_event_has_its_row_and_its_row_only() =>
        Rows("id").Select(row => (int.Parse(row[0], CultureInfo.InvariantCulture), Code(row[1]), row[2])).Should().BeEquivalentTo(
            new[] { typeof(SmsLog), typeof(LedgerLog) }.SelectMany(log => log.GetMethods(BindingFlags.Public | BindingFlags.Static))
                .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()!)
                .Select(message => (message.EventId, message.EventName, message.Level.ToString())));

    [Fact]
    public void Every_instrument_has_its_row_and_its_row_only() =>
        Rows("instrument").Select(row => (Code(row[0]), row[1], Code(row[2]))).Should().BeEquivalentTo(
            Instruments().Select(instrument => (instrument.Name, instrument.GetType().Name.Split('`')[0], instrument.Unit!)));

    [Fact]
    public void The_dashboard_asks_for_metrics_that_exist()
    {
        string[] exported =
        [
            "twilio_sms_state",
            .. Instruments().SelectMany(instrument =>
            {
                var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
                return instrument is Counter<long> ? new[] { $"{name}_total" } : [$"{name}_bucket", $"{name}_sum", $"{name}_count"];
            }),
        ];

        PrometheusName().Matches(Page).Select(match => match.Value).Should().HaveCountGreaterThan(10).And.BeSubsetOf(exported);
    }

    [Fact]
    public void The_runbook_has_each_error_once() =>
        Rows("error").Select(row => row[0]).Should().BeEquivalentTo(Enum.GetValues<SmsErrorCode>().Select(code => code.ToWireName()));

    [Fact]
    public void Each_reason_and_each_way_in_which_a_look_up_ends_is_explained()
    {
        Rows("becomes").Select(row => Code(row[0].Split(',')[^1].Trim())).Should().BeEquivalentTo(
            [nameof(SmsOutcomeState.Sent), nameof(SmsOutcomeState.Failed), .. Enum.GetNames<SmsUnresolvedReason>()]);
        Rows("reason").Select(row => Code(row[0])).Should().BeEquivalentTo(Enum.GetNames<LedgerReason>());
        Rows("state").Select(row => Code(row[0])).Should().BeEquivalentTo(Enum.GetNames<LedgerState>());
    }

    [Fact]
    public void The_times_of_the_ledger_are_those_of_the_defaults()
    {
        var times = TwilioSms.Resolution.LedgerTimes.Of(new TwilioConnectorOptions());

        Rows("time").Select(row => (Code(row[0]), row[1])).Should().BeEquivalentTo(new[]
        {
            ("Lease", Written(times.Lease)),
            ("Flight", Written(TwilioSms.Resolution.LedgerTimes.Flight)),
            ("Doubt", Written(times.Doubt)),
            ("TooLong", Written(TwilioSms.Resolution.LedgerTimes.TooLong)),
        });
    }

    [Fact]
    public void Each_outcome_is_explained() =>
        Rows("outcome").Select(row => Code(row[0])).Should().BeEquivalentTo(Enum.GetNames<SmsOutcomeState>());

    /// <summary>The cells of the table whose first column has this heading.</summary>
    private static IReadOnlyList<string[]> Rows(string heading) =>
    [
        .. Page.Split('\n').SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
    ];

    private static string Code(string cell) => cell.Trim('`');

    private static string Written(object? value) => value switch
    {
        null => "none",
        TimeSpan time => $"{time.TotalSeconds} s",
        bool flag => flag ? "true" : "false",
        IReadOnlyDictionary<string, string> { Count: 0 } or IReadOnlyList<string> { Count: 0 } => "none",
        IReadOnlyDictionary<string, string> pairs => string.Join(",", pairs.Select(pair => $"{pair.Key}={pair.Value}")),
        IReadOnlyList<string> words => string.Join(",", words),
        _ => FormattableString.Invariant($"{value}"),
    };

    private static TwilioConnectorOptions Bind(params (string Key, string Value)[] settings)
    {
        Dictionary<string, string?> given = new()
        {
            ["TWILIO_ACCOUNT"] = "AC11111111111111111111111111111111",
            ["TWILIO_TOKEN"] = "t",
            ["TWILIO_API_KEY_SID"] = "SK1",
            ["TWILIO_API_KEY_SECRET"] = "s",
        };
        if (settings.Any(setting => setting.Key.Contains("Client", StringComparison.OrdinalIgnoreCase)))
        {
            // An OAuth client takes the place of the API key.
            given = new() { ["TWILIO_ACCOUNT"] = given["TWILIO_ACCOUNT"], ["TWILIO_CLIENT_ID"] = "c", ["TWILIO_CLIENT_SECRET"] = "s" };
        }

        foreach (var (key, value) in settings)
        {
            given[key] = value;
        }

        var services = new ServiceCollection();
        services.AddTwilioConnector(new ConfigurationBuilder().AddInMemoryCollection(given).Build());
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<TwilioConnectorOptions>>().Value;
    }

    private static List<Instrument> Instruments()
    {
        var instruments = new List<Instrument>();
        using var provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var listener = new MeterListener();
        var factory = provider.GetRequiredService<IMeterFactory>();
        using var meter = factory.Create("TwilioSms");
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter == meter)
            {
                instruments.Add(instrument);
            }
        };
        listener.Start();
        _ = new SmsMetrics(factory, "page");
        _ = new LedgerMetrics(factory, "page");
        return instruments;
    }

    [GeneratedRegex("TWILIO_TEMPLATE_[A-Z_]+")]
    private static partial Regex TemplateSetting();

    [GeneratedRegex("\\btwilio_sms_[a-z_]+")]
    private static partial Regex PrometheusName();
}
