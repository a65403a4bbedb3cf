using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>Items that are computed when they are asked for. What goes wrong then is blamed on the consumer's directive, as in FreeMarker.</summary>
/// <param name="environment">The running template.</param>
/// <param name="items">What computes them.</param>
/// <param name="counted">What has as many items, or their number; null where only computing them tells it.</param>
internal sealed class LazyItems(Environment environment, IValueIterator items, object? counted) : IIterable, IValueIterator
{
    /// <summary>The number of items where it can be told without computing them.</summary>
    public int? KnownCount => counted switch
    {
        int number => number,
        ISequence sequence => sequence.Count,
        LazyItems others => others.KnownCount,
        _ => null,
    };

    public Value Current
    {
        get
        {
            var state = environment.Save();
            try
            {
                return items.Current;
            }
            catch (TemplateRenderException e) when (e.Failure != TemplateRenderFailure.LimitExceeded)
            {
                throw Blamed(e, state);
            }
        }
    }

    public IValueIterator Iterate() => this;

    public bool MoveNext()
    {
        var state = environment.Save();
        try
        {
            return items.MoveNext();
        }
        catch (TemplateRenderException e) when (e.Failure != TemplateRenderFailure.LimitExceeded)
        {
            throw Blamed(e, state);
        }
    }

    private TemplateRenderException Blamed(TemplateRenderException error, in Environment.State state)
    {
        environment.Restore(state);
        return environment.Errors.AtElement($"An item could not be computed: {error.Description}", error);
    }
}
