namespace TwilioSms.FreeMarker.Syntax;

/// <summary>
/// What the parsing of one source has done: the characters scanned, and the elements looked at for the white space around them. It grows
/// as the source does, and between its steps the parsing can be cancelled.
/// </summary>
internal sealed class ParsingWork(CancellationToken cancellationToken)
{
    private const int StepsBetweenChecks = 1_024;

    private long nextCheck;

    public long Steps { get; private set; }

    public void Step() => Add(1);

    public void Add(long steps)
    {
        Steps += steps;
        if (Steps >= nextCheck)
        {
            cancellationToken.ThrowIfCancellationRequested();
            nextCheck = Steps + StepsBetweenChecks;
        }
    }
}
