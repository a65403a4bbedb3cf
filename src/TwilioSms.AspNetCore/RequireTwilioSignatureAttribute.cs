using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace TwilioSms.AspNetCore;

/// <summary>Lets only requests that Twilio made reach a controller or an action; all others are answered 403 before anything of them is
/// interpreted, and 413 where they are too long. For all controllers at once: <c>app.MapControllers().RequireTwilioSignature()</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireTwilioSignatureAttribute : Attribute, IAsyncAuthorizationFilter
{
    /// <summary>How long a body may be, in bytes.</summary>
    /// <value>The default value is 65,536.</value>
    public int MaxBodyLength { get; set; } = SignedBody.DefaultMaxLength;

    /// <inheritdoc/>
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await SignedBody.ReadAsync(context.HttpContext, MaxBodyLength).ConfigureAwait(false) is { } body)
        {
            context.HttpContext.Request.Body = new MemoryStream(body);
        }
        else
        {
            context.Result = new StatusCodeResult(context.HttpContext.Response.StatusCode);
        }
    }
}
