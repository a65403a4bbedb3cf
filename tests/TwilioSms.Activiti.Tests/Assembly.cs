using TwilioSms.Tests.Shared;

[assembly: AssemblyFixture(typeof(RabbitServer))]
[assembly: AssemblyFixture(typeof(PostgresServer))]
