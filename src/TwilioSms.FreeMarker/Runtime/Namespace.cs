namespace TwilioSms.FreeMarker;

/// <summary>The variables of one template or library: what <c>#assign</c>, <c>#macro</c> and <c>#import</c> set.</summary>
internal sealed class Namespace : IExtendedHash
{
    private OrderedHash? variables;

    public int Count => variables?.Count ?? 0;

    public bool IsEmpty => Count == 0;

    public Value Get(string key, Environment environment) => variables is null ? default : variables.Get(key, environment);

    public string KeyAt(int position) => variables!.KeyAt(position);

    public Value ValueAt(int position) => variables!.ValueAt(position);

    public void Set(string name, in Value value) => (variables ??= new OrderedHash()).Set(name, value);

    public void Clear() => variables = null;
}
