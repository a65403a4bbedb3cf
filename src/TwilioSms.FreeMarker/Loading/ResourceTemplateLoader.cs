using System.Reflection;
using System.Text;

namespace TwilioSms.FreeMarker;

/// <summary>Templates embedded in an assembly as resources, in UTF-8.</summary>
public sealed class ResourceTemplateLoader : ITemplateLoader
{
    private readonly Assembly assembly;
    private readonly string prefix;

    /// <summary>A loader of the resources of <paramref name="assembly"/>.</summary>
    /// <param name="assembly">The assembly that holds them.</param>
    /// <param name="prefix">What the resources' names start with, such as <c>MyApp.Templates.</c>; the slashes of a template's name are
    /// dots in the resource's.</param>
    public ResourceTemplateLoader(Assembly assembly, string prefix)
    {
        this.assembly = assembly ?? throw new ArgumentNullException(nameof(assembly));
        this.prefix = prefix ?? throw new ArgumentNullException(nameof(prefix));
    }

    /// <inheritdoc/>
    public async ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);

        using var stream = assembly.GetManifestResourceStream(prefix + name.Replace('/', '.'));
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }
}
