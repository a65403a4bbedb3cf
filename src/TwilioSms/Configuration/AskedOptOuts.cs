namespace TwilioSms.Configuration;

/// <summary>There where opt-outs are asked before each send.</summary>
internal sealed class AskedOptOuts;
