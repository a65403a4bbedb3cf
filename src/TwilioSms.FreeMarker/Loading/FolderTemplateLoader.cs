using System.Text;

namespace TwilioSms.FreeMarker;

/// <summary>
/// Templates in the files of a folder and its subfolders, in UTF-8. A file is read anew each time it is asked for. Symbolic links are
/// followed inside the folder and never out of it; on .NET Framework they are not followed at all.
/// </summary>
public sealed class FolderTemplateLoader : ITemplateLoader
{
    private readonly string root;

    /// <summary>A loader of the files under <paramref name="folder"/>.</summary>
    public FolderTemplateLoader(string folder) =>
        root = WithSeparator(Path.GetFullPath(folder));

    /// <inheritdoc/>
    /// <exception cref="IOException">The file is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is there and may not be read.</exception>
    public async ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);

        // Names come normalised, but what is behind this folder must stay out of reach whoever asks.
        var path = Path.GetFullPath(Path.Combine(root, name));
        if (!path.StartsWith(root, StringComparison.Ordinal) || !File.Exists(path) || FindFile(path) is not { } file)
        {
            return null;
        }

        const int BufferSize = 4096;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, useAsync: true);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string WithSeparator(string folder) => folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;

#if NET
    private const int MostLinks = 40;

    /// <summary>The file that a path leads to through all links; null where that is not under the folder.</summary>
    private string? FindFile(string path) =>
        ResolveLinks(path) is { } file && ResolveLinks(root) is { } folder && file.StartsWith(WithSeparator(folder), StringComparison.Ordinal) ? file : null;

    /// <summary>A path without links; null where they go round in circles.</summary>
    private static string? ResolveLinks(string path)
    {
        var links = 0;
        var resolved = Path.GetPathRoot(path)!;
        var rest = new Stack<string>();
        Push(path);
        while (rest.TryPop(out var step))
        {
            var next = Path.Combine(resolved, step);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            target = Path.GetFullPath(Path.Combine(resolved, target));
            resolved = Path.GetPathRoot(target)!;
            Push(target);
        }

        return resolved;

        void Push(string steps)
        {
            foreach (var step in steps.Substring(Path.GetPathRoot(steps)!.Length).Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                rest.Push(step);
            }
        }
    }
#else
    /// <summary>The file of a path; null where it or a folder on the way to it is a link, as where that leads is not known here.</summary>
    private string? FindFile(string path)
    {
        for (var at = path; at.Length > root.Length; at = Path.GetDirectoryName(at)!)
        {
            if ((File.GetAttributes(at) & FileAttributes.ReparsePoint) != 0)
            {
                return null;
            }
        }

        return path;
    }
#endif
}
