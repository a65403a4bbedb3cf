#if NETSTANDARD2_0
namespace TwilioSms;

internal static class TextReaderExtensions
{
    public static Task<string> ReadToEndAsync(this TextReader reader, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return reader.ReadToEndAsync();
    }
}
#endif
