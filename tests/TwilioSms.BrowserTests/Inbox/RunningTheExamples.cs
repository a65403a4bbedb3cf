using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Playwright;

namespace TwilioSms.BrowserTests.Inbox;

/// <summary>What the page offers to copy before the first message, run as it stands.</summary>
public sealed class RunningTheExamples(Chromium chromium) : InboxTest(chromium)
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <UseSharedCompilation>false</UseSharedCompilation>
          </PropertyGroup>
          <ItemGroup>
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
            <Reference Include="{0}TwilioSms.dll;{0}TwilioSms.FreeMarker.dll;{0}Twilio.dll;{0}Newtonsoft.Json.dll;{0}*IdentityModel*.dll" />
          </ItemGroup>
        </Project>
        """;

    [Theory]
    [InlineData("curl", "/bin/bash", "-c", "curl --version")]
    [InlineData("Python", "/usr/bin/python3", "-c", "import twilio")]
    [InlineData("Node", "node", "-e", "require('twilio')")]
    public async Task A_script_runs_as_it_is(string tab, string program, string option, string probe)
    {
        var (exit, _) = await RunAsync(".", program, option, probe);
        Assert.SkipUnless(exit == 0, $"There is no client for {tab} on this machine.");

        await ShouldSendAsync(await RunAsync(".", program, option, await ExampleAsync(tab)));
    }

    [Theory]
    [InlineData("TwilioSms")]
    [InlineData(".NET SDK")]
    public async Task A_program_for_dotnet_compiles_and_runs_as_it_is(string tab)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, "Example.csproj"), Project.Replace("{0}", AppContext.BaseDirectory, StringComparison.Ordinal), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), await ExampleAsync(tab), TestContext.Current.CancellationToken);

            await ShouldSendAsync(await RunAsync(folder, "dotnet", "run"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> ExampleAsync(string tab)
    {
        await Page.GetByRole(AriaRole.Tab, new() { Name = tab, Exact = true }).ClickAsync();
        return await Page.Locator("#snippet").InnerTextAsync();
    }

    private async Task ShouldSendAsync((int Exit, string Output) run)
    {
        Assert.True(run.Exit == 0, run.Output);
        Twilio.Messages.Should().ContainSingle().Which.Body.Should().Be("Your code is 314159.");
        await Expect(Messages).ToContainTextAsync("Your code is 314159.");
    }

    private static async Task<(int Exit, string Output)> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["MSBUILDDISABLENODEREUSE"] = "1",
                ["NODE_PATH"] = Path.Combine(AppContext.BaseDirectory, "../../../../TwilioSms.IntegrationTests/Node/node_modules"),
            },
        };
        try
        {
            using var process = Process.Start(start)!;
            var stop = TestContext.Current.CancellationToken;
            var printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, string.Concat(printed));
        }
        catch (Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
