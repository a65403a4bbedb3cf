using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace TwilioSms.Configuration;

/// <summary>Tells the options when their section changes, so that a rotated token takes effect without restart.</summary>
internal sealed class SectionChangeTokenSource(string name, IConfiguration section) : IOptionsChangeTokenSource<TwilioConnectorOptions>
{
    public string Name { get; } = name;

    public IChangeToken GetChangeToken() => section.GetReloadToken();
}
