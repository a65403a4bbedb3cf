using Microsoft.Extensions.DependencyInjection;
using NetStandardLibrary;
using TwilioSms;
using TwilioSms.PhoneNumbers;

// A netstandard2.0 library in a .NET application, in a container that validates scopes and everything it can build.
using var twilio = new Accepting();
var services = new ServiceCollection();
services
    .AddTwilioConnector(options => (options.Account, options.Token) = ("AC0123456789abcdef0123456789abcdef", "token"))
    .UsePhoneNumbers("DE")
    .AddHealthCheck()
    .HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => twilio);
using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
var sender = provider.GetRequiredService<ISmsSender>();

var sid = await Reminders.SendAsync(sender, Reminders.Again(Reminders.For("+4915123456789", "Ann"), "0151 23456789"));
return sid == Accepting.Sid && twilio.Sent.Contains("To=%2B4915123456789") && twilio.Sent.Contains("Hi+Ann") ? 0 : 1;
