using System.CommandLine;
using System.CommandLine.Parsing;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;

namespace TwilioSms.Tool;

/// <summary>Where it is kept who was sent what.</summary>
internal sealed class LedgerOptions
{
    private readonly Option<string?> ledger = new("--ledger")
    {
        Description = "Where it is kept who was sent what: a file (SQLite), for one machine; or a connection string of PostgreSQL, such as "
            + "\"Host=db;Database=sms;Username=sms\" with PGPASSWORD in the environment, for several.",
    };

    public LedgerOptions() => ledger.Validators.Add(static result =>
    {
        if (result.Tokens.Any(static token => token.Value.Contains("://", StringComparison.Ordinal)))
        {
            result.AddError("--ledger must be a file, or a connection string of the form Host=...;Database=...;Username=...");
        }
        else if (result.Tokens.Count > 0)
        {
            Try(result, result.Tokens[0].Value);
        }
    });

    /// <summary>Leads a registration to a ledger.</summary>
    public static void Use(ITwilioConnectorBuilder builder, string ledger)
    {
        if (IsDatabase(ledger))
        {
            builder.UsePostgresLedger(ledger);
        }
        else
        {
            builder.UseSqliteLedger(Path.GetFullPath(ledger));
        }
    }

    public void AddTo(Command command) => command.Options.Add(ledger);

    public bool IsGiven(CommandResult command) => command.GetResult(ledger) is { Implicit: false };

    /// <summary>Adds an error where the ledger is missing: one that was begun by mistake would say that nothing is in doubt.</summary>
    public void RequireExisting(CommandResult command)
    {
        ConnectionOptions.Require(command, ledger);
        if (command.GetValue(ledger) is { } given && !IsDatabase(given) && !File.Exists(given))
        {
            command.AddError($"--ledger: {Path.GetFullPath(given)} does not exist. Give the file that send or bulk kept.");
        }
    }

    public string? Read(ParseResult arguments) => arguments.GetValue(ledger);

    private static void Try(OptionResult result, string ledger)
    {
        try
        {
            Use(new ServiceCollection().AddTwilioConnector(), ledger);
        }
        catch (ArgumentException error)
        {
            result.AddError($"--ledger: {error.Message}");
        }
    }

    private static bool IsDatabase(string ledger)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = ledger };
            return parts.ContainsKey("Host") || parts.ContainsKey("Server");
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
