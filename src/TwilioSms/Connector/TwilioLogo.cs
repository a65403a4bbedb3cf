namespace TwilioSms.Connector;

/// <summary>The Twilio logo, a trademark of Twilio Inc., drawn from its geometry on a grid of 24 units: a ring from radius 8.8 to 12,
/// and four dots.</summary>
internal static class TwilioLogo
{
    public const string Svg = """
        <svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">
          <circle cx="12" cy="12" r="10.4" fill="none" stroke="#F22F46" stroke-width="3.2"/>
          <g fill="#F22F46">
            <circle cx="9.04" cy="9.04" r="2.48"/>
            <circle cx="14.96" cy="9.04" r="2.48"/>
            <circle cx="9.04" cy="14.96" r="2.48"/>
            <circle cx="14.96" cy="14.96" r="2.48"/>
          </g>
        </svg>

        """;
}
