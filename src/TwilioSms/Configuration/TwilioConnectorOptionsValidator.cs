using Microsoft.Extensions.Options;

namespace TwilioSms.Configuration;

/// <summary>The rules of single settings, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class TwilioConnectorOptionsValidator : IValidateOptions<TwilioConnectorOptions>;
