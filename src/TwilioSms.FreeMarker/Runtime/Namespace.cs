using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>The variables of one template or library: what <c>#assign</c>, <c>#macro</c> and <c>#import</c> set.</summary>
internal sealed class Namespace : IExtendedHash, ILive
{
    private readonly OrderedHash variables = new();
    private Action? fill;
    private int[] order = [];

    public int Count => Filled().Count;

    public bool IsEmpty => Count == 0;

    public bool IsLive => true;

    /// <summary>Whether it is certain, without filling it, that there is nothing in it: most templates set nothing.</summary>
    public bool IsUntouched => fill is null && variables.Count == 0;

    public Value Get(string key) => Filled().Find(key);

    public string KeyAt(int position) => Filled().KeyAt(Ordered(position));

    public Value ValueAt(int position) => Filled().ValueAt(Ordered(position));

    public void Set(string name, Value value) => Filled().Set(name, value);

    /// <summary>Has the namespace filled when it is first used.</summary>
    public void FillBy(Action fill) => this.fill = fill;

    /// <summary>Fills the namespace now if that is still to be done.</summary>
    public void Fill()
    {
        if (fill is { } run)
        {
            fill = null;
            run();
        }
    }

    public void Clear()
    {
        fill = null;
        order = [];
        if (variables.Count > 0)
        {
            variables.Clear();
        }
    }

    /// <summary>The place of the variable that is listed at a position.</summary>
    private int Ordered(int position)
    {
        if (order.Length != variables.Count)
        {
            order = JavaHashOrder.Of(variables.Count, variables.KeyAt);
        }

        return order[position];
    }

    private OrderedHash Filled()
    {
        Fill();
        return variables;
    }
}
