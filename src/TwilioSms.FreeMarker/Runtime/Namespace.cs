namespace TwilioSms.FreeMarker;

/// <summary>The variables of one template or library: what <c>#assign</c>, <c>#macro</c> and <c>#import</c> set.</summary>
internal sealed class Namespace : IExtendedHash
{
    private OrderedHash? variables;
    private Action? fill;

    public int Count => Filled()?.Count ?? 0;

    public bool IsEmpty => Count == 0;

    public Value Get(string key, Environment environment) => (variables ?? Filled()) is { } filled ? filled.Get(key, environment) : default;

    public string KeyAt(int position) => variables!.KeyAt(position);

    public Value ValueAt(int position) => variables!.ValueAt(position);

    public void Set(string name, in Value value)
    {
        if (variables is null && Filled() is null)
        {
            variables = new OrderedHash();
        }

        variables!.Set(name, value);
    }

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

    public void Clear() => (variables, fill) = (null, null);

    private OrderedHash? Filled()
    {
        Fill();
        return variables;
    }
}
