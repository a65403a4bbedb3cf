using System.Text;

namespace TwilioSms.FreeMarker;

/// <summary>Templates in the files of a folder and its subfolders, in UTF-8. A file is read anew each time it is asked for.</summary>
public sealed class FolderTemplateLoader : ITemplateLoader
{
    private readonly string root;

    /// <summary>A loader of the files under <paramref name="folder"/>.</summary>
    public FolderTemplateLoader(string folder) =>
        root = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;

    /// <inheritdoc/>
    /// <exception cref="IOException">The file is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is there and may not be read.</exception>
    public async ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);

        // Names come normalised, but what is behind this folder must stay out of reach whoever asks.
        var path = Path.GetFullPath(Path.Combine(root, name));
        if (!path.StartsWith(root, StringComparison.Ordinal) || !File.Exists(path))
        {
            return null;
        }

        const int BufferSize = 4096;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, useAsync: true);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }
}
