using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TwilioSms.Tests.Connector;

/// <summary>The description against the tables of the connector's specification.</summary>
public sealed partial class ConnectorDescriptionTests
{
    private static readonly ConnectorDescription Connector = TwilioConnector.Describe();

    private static readonly ILookup<int, string[]> Tables = ReadTables();

    [Fact]
    public void A_service_task_refers_to_the_action_by_connector_and_name()
    {
        Connector.Id.Should().Be("twilio-connector");
        Connector.Name.Should().Be("Twilio");
        Connector.Description.Should().NotBeEmpty();
        Connector.Action.Name.Should().Be("SEND_SMS");
        Connector.Action.Implementation.Should().Be("twilio-connector.SEND_SMS");
    }

    [Fact]
    public void Inputs_begin_with_those_of_the_specification() =>
        Rows(Connector.Action.Inputs.Take(Tables[0].Count())).Should().BeEquivalentTo(Tables[0], InOrder);

    [Fact]
    public void Further_inputs_are_optional() =>
        Connector.Action.Inputs.Skip(4).Should().OnlyContain(input => !input.IsRequired && input.Description.Length > 0);

    [Fact]
    public void Outputs_are_those_of_the_specification() => Rows(Connector.Action.Outputs).Should().BeEquivalentTo(Tables[1], InOrder);

    [Fact]
    public void Settings_are_those_of_the_specification() =>
        Connector.Configuration.Select(setting => new[] { setting.Name, "*Required.* " + setting.Description })
            .Should().BeEquivalentTo(Tables[2], InOrder);

    [Fact]
    public void Only_the_token_is_a_secret() =>
        Connector.Configuration.Where(setting => setting.IsSecret).Should().ContainSingle().Which.Name.Should().Be("TWILIO_TOKEN");

    [Fact]
    public void Errors_are_those_of_the_specification()
    {
        Connector.Errors.Should().HaveCount(30).And.OnlyContain(error => error.Name == error.Code.ToWireName());
        Connector.Errors.Select(error => new[] { error.Name, error.Description }).Should().BeEquivalentTo(Tables[3], InOrder);
    }

    [Fact]
    public void The_icon_is_a_ring_and_four_dots_in_the_brands_red()
    {
        var svg = XElement.Parse(Connector.IconSvg);
        var circles = svg.Descendants().Where(element => element.Name.LocalName == "circle").ToArray();

        ((string?)svg.Attribute("viewBox")).Should().Be("0 0 24 24");
        var ring = circles[0];
        (Number(ring, "r") + (Number(ring, "stroke-width") / 2)).Should().Be(12m, "the outer radius");
        (Number(ring, "r") - (Number(ring, "stroke-width") / 2)).Should().Be(8.8m, "the inner radius");
        circles.Skip(1).Select(dot => (Number(dot, "cx"), Number(dot, "cy"), Number(dot, "r"))).Should().BeEquivalentTo(
            [(9.04m, 9.04m, 2.48m), (14.96m, 9.04m, 2.48m), (9.04m, 14.96m, 2.48m), (14.96m, 14.96m, 2.48m)]);
        ColourPattern().Matches(Connector.IconSvg).Select(match => match.Value).Distinct().Should().Equal("#F22F46");
    }

    [Fact]
    public void Another_icon_can_take_its_place()
    {
        const string Svg = """<svg xmlns="http://www.w3.org/2000/svg"><text>✉</text></svg>""";

        var connector = TwilioConnector.Describe(Svg);

        connector.IconSvg.Should().Be(Svg);
        connector.IconDataUri.Should().StartWith("data:image/svg+xml;base64,");
        Encoding.UTF8.GetString(Convert.FromBase64String(connector.IconDataUri[26..])).Should().Be(Svg);
        connector.ToCamundaJson().Should().Contain(connector.IconDataUri).And.NotContain(Connector.IconDataUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("logo.png")]
    public void An_icon_that_is_no_SVG_is_refused(string icon)
    {
        var describe = () => TwilioConnector.Describe(icon);

        describe.Should().Throw<ArgumentException>().WithMessage("*<svg>*").Which.ParamName.Should().Be("iconSvg");
    }

    private static IEnumerable<string[]> Rows(IEnumerable<ConnectorParameter> parameters) => parameters.Select(parameter => new[]
    {
        parameter.Name,
        parameter.Type == ConnectorParameterType.Json ? "JSON" : "String",
        (parameter.IsRequired ? "*Required.* " : "*Optional.* ") + parameter.Description,
    });

    private static FluentAssertions.Equivalency.EquivalencyAssertionOptions<string[]> InOrder(
        FluentAssertions.Equivalency.EquivalencyAssertionOptions<string[]> options) => options.WithStrictOrdering();

    private static decimal Number(XElement element, string attribute) => (decimal)element.Attribute(attribute)!;

    /// <summary>The rows of each table, by the table's place in the specification.</summary>
    private static ILookup<int, string[]> ReadTables()
    {
        var table = -1;
        var rows = new List<(int Table, string[] Cells)>();
        foreach (var line in File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "connector-specification.md")))
        {
            if (line.StartsWith("| --", StringComparison.Ordinal))
            {
                table++;
                continue;
            }

            var cells = line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray();
            if (cells.Length > 1 && cells[^1] != "Description")
            {
                rows.Add((table, cells));
            }
        }

        return rows.ToLookup(row => row.Table, row => row.Cells);
    }

    [GeneratedRegex("#[0-9A-Fa-f]{3,8}")]
    private static partial Regex ColourPattern();
}
