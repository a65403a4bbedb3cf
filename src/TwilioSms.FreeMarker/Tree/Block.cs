namespace TwilioSms.FreeMarker.Tree;

/// <summary>The content of a directive or of a template.</summary>
internal sealed class Block
{
    /// <summary>The elements in order. Set by the parser only, when white space is stripped.</summary>
    public Element[] Elements { get; set; } = [];

    public Flow Execute(Environment environment)
    {
        foreach (var element in Elements)
        {
            var flow = element.Execute(environment);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }
}
