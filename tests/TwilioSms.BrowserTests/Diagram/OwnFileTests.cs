using System.Text;
using Microsoft.Playwright;

namespace TwilioSms.BrowserTests.Diagram;

public sealed class OwnFileTests(Chromium chromium)
{
    private static readonly string Valid = LogoTests.OwnDiagram("""<bpmn:task id="Task_Own" />""");

    public static TheoryData<string, string, string> BrokenFiles => new()
    {
        { "notes.bpmn", "Call the customer back.", "is not a BPMN 2.0 diagram" },
        { "page.html", "<!doctype html><html><body>Hello</body></html>", "is not a BPMN 2.0 diagram" },
        { "half.bpmn", Valid[..(Valid.Length / 2)], "is not a BPMN 2.0 diagram" },
        { "empty.bpmn", "", "is empty" },
        { "process.bpmn", Valid.Replace("bpmndi:BPMNPlane", "bpmndi:BPMNNothing", StringComparison.Ordinal), "draws no diagram" },
        { "<img src=x onerror=document.title='run'>.bpmn", "no", "is not a BPMN 2.0 diagram" },
    };

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public async Task A_broken_file_is_told_of_and_the_diagram_stays(string fileName, string content, string reason)
    {
        await using var window = await chromium.OpenDiagramAsync();

        await window.Page.DropAsync(fileName, content);

        var alert = window.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert).ToContainTextAsync(fileName);
        await Assertions.Expect(alert).ToContainTextAsync(reason);
        await Assertions.Expect(window.Page.Icon("Task_Send")).ToBeVisibleAsync();
        (await window.Page.TitleAsync()).Should().Be("SEND_SMS on the diagram");

        await alert.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(alert).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_file_can_be_chosen_with_the_button()
    {
        await using var window = await chromium.OpenDiagramAsync();

        await window.Page.GetByLabel("Open a .bpmn file").SetInputFilesAsync(
            new FilePayload { Name = "own.bpmn", MimeType = "application/xml", Buffer = Encoding.UTF8.GetBytes(Valid) });

        await Assertions.Expect(window.Page.Task("Task_Own")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.Locator("#calls")).ToHaveTextAsync("No task of this diagram calls it.");
    }

    [Fact]
    public async Task One_can_go_back_to_a_file_that_was_opened()
    {
        await using var window = await chromium.OpenDiagramAsync();
        await window.Page.DropAsync("own.bpmn", Valid);
        await Assertions.Expect(window.Page.Task("Task_Own")).ToBeVisibleAsync();

        await window.Page.ChooseDiagramAsync("Camunda 8");
        await Assertions.Expect(window.Page.Task("Task_Own")).ToHaveCountAsync(0);
        await window.Page.ChooseDiagramAsync("own.bpmn");

        await Assertions.Expect(window.Page.Task("Task_Own")).ToBeVisibleAsync();
    }
}
