namespace TwilioSms.FreeMarker;

/// <summary>What <c>?c</c> prints.</summary>
public enum TemplateCFormat
{
    /// <summary>As before FreeMarker 2.3.32.</summary>
    Legacy,

    /// <summary>JSON literals.</summary>
    Json,

    /// <summary>Java literals.</summary>
    Java,

    /// <summary>JavaScript literals.</summary>
    JavaScript,

    /// <summary>Literals that are both JavaScript and JSON.</summary>
    JavaScriptOrJson,

    /// <summary>XML Schema values.</summary>
    Xs,
}
