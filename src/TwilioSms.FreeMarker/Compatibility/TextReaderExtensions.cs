#if NETSTANDARD2_0
namespace TwilioSms.FreeMarker;

internal static class TextReaderExtensions
{
    public static Task<string> ReadToEndAsync(this TextReader reader, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return reader.ReadToEndAsync();
    }
}
#endif
