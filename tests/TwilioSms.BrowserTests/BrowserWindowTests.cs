namespace TwilioSms.BrowserTests;

public sealed class BrowserWindowTests(Chromium chromium)
{
    [Fact]
    public async Task Scripts_run()
    {
        await using var window = await chromium.OpenAsync();

        await window.Page.GotoAsync("data:text/html,<script>document.title = 'It runs'</script>");

        (await window.Page.TitleAsync()).Should().Be("It runs");
    }
}
