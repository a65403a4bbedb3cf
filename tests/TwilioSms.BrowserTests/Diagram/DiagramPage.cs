using Microsoft.Playwright;

namespace TwilioSms.BrowserTests.Diagram;

/// <summary>The page of the sample TwilioSms.Diagram, opened from disk.</summary>
internal static class DiagramPage
{
    private static readonly string Built = Path.Combine(AppContext.BaseDirectory, "Diagram", "index.html");

    /// <summary>Opens the page; skips the test where it was not built.</summary>
    public static async Task<BrowserWindow> OpenDiagramAsync(this Chromium chromium)
    {
        Assert.SkipUnless(File.Exists(Built), "The page is not built: run npm ci and npm run build in samples/TwilioSms.Diagram, then build the tests.");
        var window = await chromium.OpenAsync();
        await window.Page.GotoAsync(new Uri(Built).AbsoluteUri);
        return window;
    }

    /// <summary>Chooses a diagram by its button, and waits until it is shown.</summary>
    public static async Task ChooseDiagramAsync(this IPage page, string name)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await page.ExpectDiagramAsync(name);
    }

    /// <summary>Waits until the diagram of this name is the one that is shown.</summary>
    public static Task ExpectDiagramAsync(this IPage page, string name) =>
        Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = name })).ToHaveAttributeAsync("aria-pressed", "true");

    /// <summary>Drops a file as a person would with the mouse.</summary>
    public static Task DropAsync(this IPage page, string fileName, string content) => page.EvaluateAsync(
        """
        ([ fileName, content ]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([ content ], fileName));
          for (const type of [ 'dragenter', 'dragover', 'drop' ]) {
            document.getElementById('canvas').dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
          }
        }
        """,
        new[] { fileName, content });

    public static ILocator Task(this IPage page, string id) => page.Locator($"[data-element-id={id}]");

    public static ILocator Icon(this IPage page, string taskId) => page.Task(taskId).Locator("image");
}
