using System.Text.Json.Nodes;
using TwilioSms.Camunda.Tests.Engine;

namespace TwilioSms.Camunda.Tests.Worker;

/// <summary>The element template that the package ships is the one that the worker serves.</summary>
public sealed class ServingTheElementTemplate : WorkerTest
{
    private static readonly JsonObject Template = JsonNode.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "twilio-element-template.json")))!.AsObject();

    [Fact]
    public async Task A_task_that_was_made_from_it_is_sent_and_its_result_mapped_to_the_variable_of_the_designer()
    {
        var engine = await StartEngineAsync(EngineKind.Camunda8);
        await StartWorkerAsync(engine);

        var job = engine.Create(
            Mapped(new()
            {
                ["smsFrom"] = "+15005550006",
                ["smsTo"] = "=[\"+15558675310\", \"+15558675311\"]",
                ["smsBody"] = "Hello ${name}, parcel ${parcel.id} is on its way.",
                ["metadata"] = "={\"name\": \"Ann\", \"parcel\": {\"id\": \"A-1\"}}",
                ["validityPeriod"] = "600",
            }),
            type: Bound("zeebe:taskDefinition").Single()["value"]!.GetValue<string>());
        await job.EndedAsync();

        job.State.Should().Be(EngineJobState.Completed);
        Twilio.Messages.Select(message => (message.To, message.Body)).Should()
            .BeEquivalentTo([(Ann, "Hello Ann, parcel A-1 is on its way."), (Bob, "Hello Ann, parcel A-1 is on its way.")]);
        var output = Bound("zeebe:output").Should().ContainSingle().Subject;
        var source = output["binding"]!["source"]!.GetValue<string>();
        source.Should().StartWith("=");
        job.Output[source[1..]]!.AsObject().Select(property => property.Value!.GetValue<string>()).Should().Equal(Ann, Bob);
    }

    [Fact]
    public async Task Texts_as_a_designer_types_them_without_an_expression_are_read_too()
    {
        var engine = await StartEngineAsync(EngineKind.Camunda8);
        await StartWorkerAsync(engine);

        var job = engine.Create(Mapped(new() { ["smsFrom"] = "+15005550006", ["smsTo"] = $"{Ann}, {Bob}", ["smsBody"] = "Hello" }));
        await job.EndedAsync();

        ResultOf(job).Values.Should().Equal(Ann, Bob);
    }

    [Fact]
    public async Task An_error_of_the_description_is_what_a_boundary_event_catches()
    {
        var engine = await StartEngineAsync(EngineKind.Camunda8);
        await StartWorkerAsync(engine);

        var job = engine.Create(Mapped(new() { ["smsFrom"] = "+15005550006", ["smsTo"] = "+15005550001", ["smsBody"] = "Hello" }));
        await job.EndedAsync();

        TwilioConnector.Describe().Errors.Select(error => error.Name).Should().Contain(job.ErrorCode);
    }

    [Fact]
    public async Task All_of_its_inputs_are_asked_for()
    {
        var engine = await StartEngineAsync(EngineKind.Camunda8);
        await StartWorkerAsync(engine);
        var job = engine.Create(Inputs(to: Ann));
        await job.EndedAsync();

        engine.LastWanted.Should().BeEquivalentTo(Bound("zeebe:input").Select(property => property["binding"]!["name"]!.GetValue<string>()));
    }

    private static List<JsonNode> Bound(string type) =>
        [.. Template["properties"]!.AsArray().Where(property => property!["binding"]!["type"]!.GetValue<string>() == type).Select(property => property!)];

    /// <summary>What the engine makes of what a designer types: after an equals sign an expression, of which JSON is a part; else the text.</summary>
    private static JsonObject Mapped(Dictionary<string, string> typed)
    {
        var variables = new JsonObject();
        foreach (var property in Bound("zeebe:input"))
        {
            var name = property["binding"]!["name"]!.GetValue<string>();
            if (typed.Remove(name, out var text))
            {
                var isExpression = text.StartsWith('=');
                isExpression.Should().Be(isExpression || property["feel"]!.GetValue<string>() == "required", $"{name} is an expression or may be a text");
                variables[name] = isExpression ? JsonNode.Parse(text[1..]) : text;
            }
            else
            {
                property["optional"]?.GetValue<bool>().Should().BeTrue($"{name} may be left out");
            }
        }

        typed.Should().BeEmpty("the template has an input for each");
        return variables;
    }
}
