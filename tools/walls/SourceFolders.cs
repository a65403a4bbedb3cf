using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace TwilioSms.Walls;

/// <summary>In which folder of its library each type of an assembly is written, as its debug symbols tell.</summary>
internal sealed class SourceFolders
{
    /// <summary>The folder of the sources that the libraries share.</summary>
    public const string Shared = "../Compatibility";

    // The documents of a type without code: an interface, an enumeration.
    private static readonly Guid TypeDefinitionDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private readonly MetadataReader types;
    private readonly MetadataReader symbols;
    private readonly string mark;
    private readonly Dictionary<string, string> folders = new(StringComparer.Ordinal);

    private SourceFolders(MetadataReader types, MetadataReader symbols, string library)
    {
        (this.types, this.symbols, mark) = (types, symbols, $"/src/{library}/");
        foreach (var handle in types.TypeDefinitions)
        {
            var type = types.GetTypeDefinition(handle);
            if (type.GetDeclaringType().IsNil && DocumentsOf(handle).Select(FolderOf).FirstOrDefault(static folder => folder is not null) is { } folder)
            {
                folders.Add($"{types.GetString(type.Namespace)}.{types.GetString(type.Name)}", folder);
            }
        }
    }

    /// <summary>The folder of each type, with slashes; none for what is not the library's own source.</summary>
    public static IReadOnlyDictionary<string, string> Of(string assembly, string library)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        using var symbolFile = File.OpenRead(Path.ChangeExtension(assembly, ".pdb"));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(symbolFile);
        return new SourceFolders(image.GetMetadataReader(), symbols.GetMetadataReader(), library).folders;
    }

    /// <summary>The documents a type is written in, those of its nested types included: the code of an iterator is in one.</summary>
    private IEnumerable<string> DocumentsOf(TypeDefinitionHandle handle)
    {
        var type = types.GetTypeDefinition(handle);
        var ofType = symbols.GetCustomDebugInformation(handle).Select(symbols.GetCustomDebugInformation)
            .Where(entry => symbols.GetGuid(entry.Kind) == TypeDefinitionDocuments)
            .Select(entry => MetadataTokens.DocumentHandle(symbols.GetBlobReader(entry.Value).ReadCompressedInteger()));
        var ofCode = type.GetMethods().Select(method => symbols.GetMethodDebugInformation(method.ToDebugInformationHandle()))
            .SelectMany(static method => method.Document.IsNil ? method.GetSequencePoints().Select(static point => point.Document) : [method.Document]);
        return ofType.Concat(ofCode).Select(NameOf).Concat(type.GetNestedTypes().SelectMany(DocumentsOf));
    }

    private string NameOf(DocumentHandle handle) => symbols.GetString(symbols.GetDocument(handle).Name).Replace('\\', '/');

    private string? FolderOf(string document)
    {
        if (document.Contains("/src/Compatibility/", StringComparison.Ordinal))
        {
            return Shared;
        }

        var start = document.LastIndexOf(mark, StringComparison.Ordinal);
        if (start < 0 || document.Contains("/obj/", StringComparison.Ordinal))
        {
            return null;
        }

        var path = document[(start + mark.Length)..];
        return path[..Math.Max(0, path.LastIndexOf('/'))];
    }
}
