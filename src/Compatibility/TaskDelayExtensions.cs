#if NETSTANDARD2_0
namespace TwilioSms;

internal static class TaskDelayExtensions
{
    extension(Task)
    {
        public static Task Delay(TimeSpan delay, TimeProvider clock, CancellationToken cancellationToken) =>
            clock.Delay(delay, cancellationToken);
    }
}
#endif
