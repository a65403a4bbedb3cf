namespace TwilioSms.Webhooks;

/// <summary>What <c>X-Twilio-Webhooks-Signature-Settings</c> says: <c>key=...,algorithm=HMAC_SHA256</c>.</summary>
internal readonly record struct SignatureSettings(string Key, string Algorithm)
{
    /// <summary>Whether it is the one algorithm that there is.</summary>
    public bool IsHmacSha256 => Algorithm.Equals("HMAC_SHA256", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where it cannot be read, or says something twice.</summary>
    public static SignatureSettings? Parse(string text)
    {
        string? key = null, algorithm = null;
        foreach (var setting in text.Split(','))
        {
            var equals = setting.IndexOf('=');
            var (name, value) = equals < 0
                ? (setting.Trim(), string.Empty)
                : (setting.Substring(0, equals).Trim(), setting.Substring(equals + 1).Trim());
            switch (name)
            {
                case "key" when key is null:
                    key = value;
                    break;
                case "algorithm" when algorithm is null:
                    algorithm = value;
                    break;
                case "key" or "algorithm":
                    return null;
                default:
                    break;
            }
        }

        return string.IsNullOrEmpty(key) || string.IsNullOrEmpty(algorithm) ? null : new SignatureSettings(key!, algorithm!);
    }
}
