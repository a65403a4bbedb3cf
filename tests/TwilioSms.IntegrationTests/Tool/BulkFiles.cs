namespace TwilioSms.IntegrationTests.Tool;

/// <summary>What goes into a bulk run of the tool, and what comes out.</summary>
public sealed class BulkFiles(BulkFiles.OneRun run) : IClassFixture<BulkFiles.OneRun>
{
    [Fact]
    public void Columns_are_the_values_of_the_template() =>
        run.Bodies.Should().BeEquivalentTo("Hi Ann; Lee!", "Hi Bob!");

    [Fact]
    public void A_number_that_comes_again_is_texted_once() =>
        run.Outcomes.Should().ContainSingle(line => line.StartsWith("4,'+1 (212) 555-0000,duplicate,", StringComparison.Ordinal));

    [Theory]
    [InlineData(5, "=HYPERLINK(1)")]
    [InlineData(6, "+1|calc")]
    [InlineData(7, "-1+2")]
    [InlineData(8, "@SUM(1)")]
    public void A_formula_in_the_file_is_no_formula_in_the_outcomes(int row, string formula) =>
        run.Outcomes.Single(line => line.StartsWith($"{row},", StringComparison.Ordinal)).Replace("\"", "", StringComparison.Ordinal)
            .Should().StartWith($"{row},'{formula},failed,,,INVALID_TO_PHONE_NUMBER_ERROR,");

    [Fact]
    public void Numbers_are_in_the_outcomes_and_not_on_the_screen()
    {
        run.ExitCode.Should().Be(1);
        run.Outcomes.Should().Contain(line => line.StartsWith("2,+12125550000,sent,SM", StringComparison.Ordinal));
        run.Printed.Should().Contain("INVALID_TO_PHONE_NUMBER_ERROR").And.NotContain("2125550000").And.NotContain("Lee");
    }

    [Theory]
    [InlineData("tel,name|+12125550000,Ann", "no column 'phone'. It has: tel, name.")]
    [InlineData("phone,name|+12125550000,Ann|\"Bob|Lee\",x|+12125550001", "people.csv, line 5: ")]
    [InlineData("phone,name", "people.csv has no row below its header: there is nobody to text.")]
    [InlineData("", "people.csv is empty: its first line has to name its columns.")]
    public async Task What_is_wrong_with_the_file_is_told_before_anything_is_sent(string content, string told)
    {
        await using var tool = await BulkTool.StartAsync(content.Split('|'));

        var (exitCode, printed) = await tool.RunAsync();

        exitCode.Should().Be(2, printed);
        printed.Should().Contain(told).And.NotContain("+12125550000");
        tool.Twilio.Messages.Should().BeEmpty();
        File.Exists(tool.Outcomes).Should().BeFalse();
        File.Exists(tool.Ledger).Should().BeFalse();
    }

    [Theory]
    [InlineData("--rate", "fast", "--rate must be a number of at least 0.1.")]
    [InlineData("--rate", "0.01", "--rate must be a number of at least 0.1.")]
    [InlineData("--limit", "0", "--limit must be a number of at least 1.")]
    [InlineData("--ledger", "people.db", "--run is missing")]
    [InlineData("--max-segments", "none", "--max-segments must be a number of at least 1.")]
    public async Task A_wrong_option_is_told_before_anything_is_sent(string option, string value, string told)
    {
        await using var tool = await BulkTool.StartAsync(["phone", "+12125550000"]);

        var (exitCode, printed) = await tool.RunAsync(token: null, option, value);

        exitCode.Should().Be(2, printed);
        printed.Should().Contain(told);
        tool.Twilio.Messages.Should().BeEmpty();
    }

    [Theory]
    [InlineData("postgres://sms:secret@db/sms", "--ledger must be a file, or a connection string of the form Host=")]
    [InlineData("Host=db;Passwort=secret", "--ledger: ")]
    public async Task A_database_is_named_by_a_connection_string(string ledger, string told)
    {
        await using var tool = await BulkTool.StartAsync(["phone", "+12125550000"]);

        var (exitCode, printed) = await tool.RunAsync(token: null, "--run", "may", "--ledger", ledger);

        exitCode.Should().Be(2, printed);
        printed.Should().Contain(told).And.NotContain("secret");
    }

    /// <summary>One run of a file with everything in it.</summary>
    public sealed class OneRun : IAsyncLifetime
    {
        public int ExitCode { get; private set; }

        public string Printed { get; private set; } = "";

        public IReadOnlyList<string> Bodies { get; private set; } = [];

        public IReadOnlyList<string> Outcomes { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await using var tool = await BulkTool.StartAsync(
            [
                "name;phone", "\"Ann; Lee\";+12125550000", "Bob;+12125550001", "Ann again;+1 (212) 555-0000",
                "Eve;=HYPERLINK(1)", "Eve;+1|calc", "Eve;-1+2", "Eve;@SUM(1)",
            ]);
            (ExitCode, Printed) = await tool.RunAsync();
            Bodies = [.. tool.Twilio.Messages.Select(message => message.Body)];
            Outcomes = await File.ReadAllLinesAsync(tool.Outcomes, TestContext.Current.CancellationToken);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
