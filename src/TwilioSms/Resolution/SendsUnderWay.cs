namespace TwilioSms.Resolution;

/// <summary>The messages that are under way, chained through themselves: every send comes and goes here, which costs no search and no object.</summary>
internal sealed class SendsUnderWay
{
    private RecentSend? last;

    public void Add(RecentSend send)
    {
        send.Before = last;
        if (last is not null)
        {
            last.After = send;
        }

        last = send;
    }

    public void Remove(RecentSend send)
    {
        if (send.Before is { } before)
        {
            before.After = send.After;
        }

        if (send.After is { } after)
        {
            after.Before = send.Before;
        }
        else
        {
            last = send.Before;
        }

        // Of what is kept for long nothing else is to be kept with it.
        send.Before = null;
        send.After = null;
    }

    /// <summary>Those to one number.</summary>
    public IEnumerable<RecentSend> To(RecentSend.NumberKey number)
    {
        for (var send = last; send is not null; send = send.Before)
        {
            if (send.Number == number)
            {
                yield return send;
            }
        }
    }
}
