using Microsoft.Playwright;

namespace TwilioSms.BrowserTests.Diagram;

public sealed class LogoTests(Chromium chromium)
{
    [Theory]
    [InlineData("Activiti · Alfresco")]
    [InlineData("Camunda 8")]
    public async Task The_logo_is_on_the_task(string diagram)
    {
        await using var window = await chromium.OpenDiagramAsync();
        await window.Page.ChooseDiagramAsync(diagram);

        await AssertLogoAsync(window.Page, "Task_Send");

        (await window.Page.Icon("Task_Mail").CountAsync()).Should().Be(0, "another connector's task is not Twilio's");
    }

    [Fact]
    public async Task In_Camunda_8_the_logo_is_that_of_the_element_template()
    {
        await using var window = await chromium.OpenDiagramAsync();
        await window.Page.ChooseDiagramAsync("Camunda 8");

        (await window.Page.Icon("Task_Send").GetAttributeAsync("href")).Should().Be(TwilioConnector.Describe().IconDataUri);
    }

    [Theory]
    [InlineData("Activiti · Alfresco")]
    [InlineData("Camunda 8")]
    public async Task Boundary_events_catch_the_connectors_errors(string diagram)
    {
        await using var window = await chromium.OpenDiagramAsync();
        await window.Page.ChooseDiagramAsync(diagram);
        var connector = TwilioConnector.Describe();

        var rows = await window.Page.Locator("#errors li").AllInnerTextsAsync();

        rows.Select(row => row.Split('\n', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Should()
            .BeEquivalentTo(connector.Errors
                .Where(error => error.Code is SmsErrorCode.InvalidToPhoneNumberError or SmsErrorCode.TwilioConnectionError)
                .Select(error => new[] { error.Name, error.Description }));
    }

    [Fact]
    public async Task A_task_of_ones_own_carries_the_logo()
    {
        await using var window = await chromium.OpenDiagramAsync();

        await window.Page.DropAsync("reminder.bpmn", OwnDiagram(
            """<bpmn:serviceTask id="Task_Own" implementation="twilio-connector.SEND_SMS" />"""));

        await window.Page.ExpectDiagramAsync("reminder.bpmn");
        await AssertLogoAsync(window.Page, "Task_Own");
        (await window.Page.Task("Task_Send").CountAsync()).Should().Be(0, "the diagram that was shown before is gone");
    }

    [Fact]
    public async Task A_Camunda_task_without_an_element_template_carries_the_logo_too()
    {
        await using var window = await chromium.OpenDiagramAsync();

        await window.Page.DropAsync("reminder.bpmn", OwnDiagram(
            """
            <bpmn:serviceTask id="Task_Own">
              <bpmn:extensionElements>
                <zeebe:taskDefinition xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" type="twilio-connector.SEND_SMS" />
              </bpmn:extensionElements>
            </bpmn:serviceTask>
            """));

        await AssertLogoAsync(window.Page, "Task_Own");
    }

    [Fact]
    public async Task The_watermark_of_the_diagrams_library_is_in_full_view()
    {
        await using var window = await chromium.OpenDiagramAsync();
        var watermark = window.Page.Locator(".bjs-powered-by");

        await Assertions.Expect(watermark).ToBeInViewportAsync(new() { Ratio = 1 });
        (await watermark.EvaluateAsync<bool>(
            """
            mark => {
              const box = mark.getBoundingClientRect();
              const corners = [ [ box.left + 2, box.top + 2 ], [ box.right - 2, box.top + 2 ], [ box.left + 2, box.bottom - 2 ],
                                [ box.right - 2, box.bottom - 2 ] ];
              return corners.every(corner => mark.contains(document.elementFromPoint(...corner)));
            }
            """)).Should().BeTrue("its licence asks that nothing covers it");
    }

    internal static string OwnDiagram(string task) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
            xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="Definitions_Own" targetNamespace="http://example.com/own">
          <bpmn:process id="Process_Own">
            {task}
          </bpmn:process>
          <bpmndi:BPMNDiagram id="Diagram_Own">
            <bpmndi:BPMNPlane id="Plane_Own" bpmnElement="Process_Own">
              <bpmndi:BPMNShape id="Shape_Own" bpmnElement="Task_Own"><dc:Bounds x="0" y="0" width="100" height="80" /></bpmndi:BPMNShape>
            </bpmndi:BPMNPlane>
          </bpmndi:BPMNDiagram>
        </bpmn:definitions>
        """;

    /// <summary>The task's one icon is visible, and what it loads has the brand's colour in it.</summary>
    private static async Task AssertLogoAsync(IPage page, string taskId)
    {
        var icon = page.Icon(taskId);
        await Assertions.Expect(icon).ToHaveCountAsync(1);
        var box = (await icon.BoundingBoxAsync())!;
        box.Width.Should().BeGreaterThan(10);
        box.Height.Should().BeGreaterThan(10);

        var red = await icon.EvaluateAsync<int>(
            """
            async icon => {
              const image = new Image(48, 48);
              image.src = icon.getAttribute('href');
              await image.decode();
              const canvas = document.createElement('canvas').getContext('2d');
              canvas.drawImage(image, 0, 0, 48, 48);
              const pixels = canvas.getImageData(0, 0, 48, 48).data;
              let red = 0;
              for (let i = 0; i < pixels.length; i += 4) {
                red += pixels[i] === 0xF2 && pixels[i + 1] === 0x2F && pixels[i + 2] === 0x46 && pixels[i + 3] === 255;
              }
              return red;
            }
            """);
        red.Should().BeGreaterThan(500, "the ring and the dots cover more than a third of 48 by 48 pixels");
    }
}
