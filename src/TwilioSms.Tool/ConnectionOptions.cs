using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.DependencyInjection;

namespace TwilioSms.Tool;

/// <summary>The sender, and where Twilio is.</summary>
internal sealed class ConnectionOptions
{
    private readonly Option<string> from = new("--from") { Description = "The sender: a number in E.164 form or a Messaging Service SID." };
    private readonly Option<Uri?> baseAddress = new("--base-address")
    {
        Description = "Where the Messages API is, if not at Twilio: an emulator's address, for instance.",
        CustomParser = static result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address))
            {
                return address;
            }

            result.AddError("--base-address must be an absolute URL, such as http://127.0.0.1:4010.");
            return null;
        },
    };

    /// <summary>Adds an error where an option is missing: checked here and not by the option itself, so that everything that is missing
    /// is told at once.</summary>
    public static void Require(CommandResult command, Option option)
    {
        if (command.GetResult(option) is null)
        {
            command.AddError($"{option.Name} is missing.");
        }
    }

    public void AddTo(Command command)
    {
        command.Options.Add(from);
        AddAddressTo(command);
    }

    /// <summary>Only where Twilio is: for commands that send nothing.</summary>
    public void AddAddressTo(Command command) => command.Options.Add(baseAddress);

    public void RequireFrom(CommandResult command) => Require(command, from);

    public string From(ParseResult arguments) => arguments.GetRequiredValue(from);

    /// <summary>The connector with the environment's credentials.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="ledger">The ledger, where the command has one.</param>
    public ServiceProvider Connect(ParseResult arguments, string? ledger = null)
    {
        var services = new ServiceCollection();
        var builder = services.AddTwilioConnector();
        if (ledger is not null)
        {
            LedgerOptions.Use(builder, ledger);
        }

        if (arguments.GetValue(baseAddress) is { } address)
        {
            services.Configure<TwilioConnectorOptions>(options => options.BaseAddress = address);
        }

        return services.BuildServiceProvider();
    }
}
