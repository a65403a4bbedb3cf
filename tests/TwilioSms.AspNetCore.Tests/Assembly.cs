using TwilioSms.Tests.Shared;

[assembly: AssemblyFixture(typeof(PostgresServer))]
