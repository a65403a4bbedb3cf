using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms;

using var twilio = new Accepting();
var services = new ServiceCollection();
services
    .AddTwilioConnector(options => (options.Account, options.Token) = ("AC0123456789abcdef0123456789abcdef", "token"))
    .HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => twilio);
using var provider = services.BuildServiceProvider();

var result = await provider.GetRequiredService<ISmsSender>().SendAsync(new SmsMessage
{
    From = "+15005550006",
    To = ["+14155550111"],
    Body = "Hi ${name}, ${total?string('0.00')} on ${day?date.iso?string('d MMMM')}",
    Metadata = SmsMetadata.From(new Order("Ann", 12.5m, "2026-12-24"), Orders.Default.Order),
});
return result.AllSent && twilio.Sent.Contains("Hi+Ann%2C+12.50+on+24+December") ? 0 : 1;

internal sealed record Order(string Name, decimal Total, string Day);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Order))]
internal sealed partial class Orders : JsonSerializerContext;
