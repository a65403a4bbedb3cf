using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using TwilioSms.Emulator;

namespace TwilioSms.ConsoleDemo;

/// <summary>What the connector does, shown against an emulator: messages that go well, one that is not sent twice, and four things that go wrong.</summary>
internal static class Tour
{
    public static async Task RunAsync(bool keepInbox, CancellationToken cancellationToken)
    {
        await using var twilio = await TwilioEmulator.StartAsync(
            options => (options.SentAfter, options.DeliveredAfter) = (TimeSpan.Zero, TimeSpan.Zero), cancellationToken);
        AnsiConsole.MarkupLineInterpolated($"Twilio's Messages API is emulated at [blue]{twilio.BaseAddress}[/]: real HTTP, no account, no network.");
        AnsiConsole.MarkupLineInterpolated($"The phones are there too, in a browser at [blue]{twilio.BaseAddress}[/]; --inbox keeps them.");

        await using var services = new ServiceCollection().AddTwilioConnector(_ => { }).UseEmulator(twilio).Services.BuildServiceProvider();
        var sender = services.GetRequiredService<ISmsSender>();
        await ShowAsync(sender, "An order confirmation, with a list", Messages.OrderConfirmation, cancellationToken);
        await ShowAsync(sender, "The same again, as a retried job would: under its key it is sent once", Messages.OrderConfirmation, cancellationToken);
        await ShowAsync(sender, "An appointment reminder to several numbers, two of them trouble", Messages.Reminder, cancellationToken);
        await ShowPhonesAsync(twilio, cancellationToken);
        await ShowAsync(sender, "A template with a typing error", Messages.MistypedTemplate, cancellationToken);
        await ShowAsync(sender, "A template that needs metadata nobody gave", Messages.MissingMetadata, cancellationToken);

        await using var wrongToken = Connect(twilio, "not-the-token", twilio.BaseAddress);
        await ShowAsync(wrongToken.GetRequiredService<ISmsSender>(), "A wrong token, tried once and not again for each number", Messages.Reminder, cancellationToken);

        await using var unreachable = Connect(twilio, twilio.AuthToken, AddressNobodyListensAt());
        await ShowAsync(unreachable.GetRequiredService<ISmsSender>(), "A server that cannot be reached", Messages.Reminder, cancellationToken);
        if (keepInbox)
        {
            await KeepInboxAsync(twilio, cancellationToken);
        }
    }

    private static async Task KeepInboxAsync(TwilioEmulator twilio, CancellationToken cancellationToken)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated($"The inbox is open at [blue]{twilio.BaseAddress}[/] until Ctrl-C.");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how it ends.
        }
    }

    /// <summary>The connector with something wrong in its settings; one message at a time, so that the first failure stops the rest.</summary>
    private static ServiceProvider Connect(TwilioEmulator twilio, string token, Uri baseAddress)
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector(options =>
        {
            options.Account = twilio.AccountSid;
            options.Token = token;
            options.BaseAddress = baseAddress;
            options.MaxConcurrency = 1;
        });
        return services.BuildServiceProvider();
    }

    private static Uri AddressNobodyListensAt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }

    private static async Task ShowAsync(ISmsSender sender, string title, SmsMessage message, CancellationToken cancellationToken)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Rule($"[bold]{Markup.Escape(title)}[/]") { Justification = Justify.Left, Style = Style.Parse("grey") });
        try
        {
            Show(await sender.SendAsync(message, cancellationToken));
        }
        catch (TwilioConnectorException error) when (error.Result is { } result)
        {
            Show(result);
            AnsiConsole.MarkupLineInterpolated($"SendAsync threw [red]{error.GetType().Name}[/]; its Result holds the table above.");
        }
        catch (TwilioConnectorException error)
        {
            var place = error is TwilioTemplateException { Line: { } line, Column: { } column } ? $" at line {line}, column {column}" : "";
            AnsiConsole.MarkupLineInterpolated($"[red]{error.Code.ToWireName()}[/]{place}; nothing was sent.");
            AnsiConsole.WriteLine(error.Message);
        }
    }

    private static void Show(SmsResult result)
    {
        var table = new Table { Border = TableBorder.Rounded }
            .AddColumns("Number", "State")
            .AddColumn(new TableColumn("Seg.") { Alignment = Justify.Right })
            .AddColumn("Message SID, or the error and what to do");
        foreach (var outcome in result.Outcomes)
        {
            table.AddRow(
                Markup.Escape(outcome.To),
                $"[{ColourOf(outcome.State)}]{outcome.State}[/]{(outcome.IsRepeated ? " before" : "")}",
                outcome.Segments?.ToString(CultureInfo.InvariantCulture) ?? "",
                outcome.Error is { } error
                    ? $"[{ColourOf(outcome.State)}]{error.Code.ToWireName()}[/]\n{Markup.Escape(error.Message)}"
                    : outcome.MessageSid ?? "");
        }

        AnsiConsole.Write(table);
    }

    private static string ColourOf(SmsOutcomeState state) => state switch
    {
        SmsOutcomeState.Sent => "green",
        SmsOutcomeState.Failed => "red",
        SmsOutcomeState.Unknown => "yellow",
        _ => "grey",
    };

    /// <summary>The other side: what arrived, once the emulator has delivered it.</summary>
    private static async Task ShowPhonesAsync(TwilioEmulator twilio, CancellationToken cancellationToken)
    {
        while (twilio.Messages.Any(message => message.Status is not EmulatedMessageStatus.Delivered))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }

        AnsiConsole.WriteLine();
        foreach (var message in twilio.Messages)
        {
            AnsiConsole.Write(new Panel(Markup.Escape(message.Body.TrimEnd()))
            {
                Header = new PanelHeader($" {message.To} · {message.Status.ToString().ToLowerInvariant()} "),
                Border = BoxBorder.Rounded,
                BorderStyle = Style.Parse("blue"),
            });
        }
    }
}

/// <summary>The messages of the story.</summary>
file static class Messages
{
    private const string From = "+15005550006";

    public static SmsMessage OrderConfirmation { get; } = new()
    {
        From = From,
        To = ["+14155550100"],
        IdempotencyKey = "order-4711",
        Body = """
            Hi ${customer.firstName}, thanks for your order #${order.id?c}!
            <#list order.items as item>
            ${item?counter}. ${item.name}<#if item.quantity != 1> x${item.quantity}</#if> $${item.price?string("0.00")}
            </#list>
            Total: $${order.total?string("0.00")}
            """,
        Metadata = JsonElement.Parse(
            """
            {"customer":{"firstName":"Ann"},
             "order":{"id":4711,"total":59.47,"items":[
               {"name":"T-shirt","quantity":2,"price":39.98},
               {"name":"Mug","quantity":1,"price":7.50},
               {"name":"Poster","quantity":1,"price":11.99}]}}
            """),
    };

    public static SmsMessage Reminder { get; } = new()
    {
        From = From,
        To = ["+14155550101", "+14155550102", "+15005550001", "+15005550003", "+14155550103"],
        Body = "Your appointment with ${doctor} is on ${day} at ${time}. Reply C to cancel<#if fee??> (fee: ${fee})</#if>.",
        Metadata = JsonElement.Parse("""{"doctor":"Dr. Müller","day":"Friday","time":"10:30"}"""),
    };

    public static SmsMessage MistypedTemplate { get; } = new()
    {
        From = From,
        To = ["+14155550100"],
        Body = "Hi ${name},\nyour code is ${code?uper_case}.",
        Metadata = JsonElement.Parse("""{"name":"Ann","code":"x7k"}"""),
    };

    public static SmsMessage MissingMetadata { get; } = new()
    {
        From = From,
        To = ["+14155550100"],
        Body = "Hi ${name},\nyour table is booked for ${booking.time}.",
        Metadata = JsonElement.Parse("""{"name":"Ann"}"""),
    };
}
