using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins of the language that have nothing to work on here: XML nodes, and the classes and methods of the JVM.</summary>
internal static class RefusedBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        Node("ancestors"),
        Node("children"),
        Node("next_sibling"),
        Node("node_name"),
        Node("node_namespace"),
        Node("node_type"),
        Node("parent"),
        Node("previous_sibling"),
        Node("root"),
        BuiltIn.Of("new", BuiltInTarget.Text, BuiltInCost.Constant, static (in call) =>
            throw call.Error("there are no classes to instantiate; templates only see the data they are given.")),
        BuiltIn.Node("api", BuiltInArguments.None, 0, 0, static (in syntax) => new Api(syntax.Target)),
    ];

    private static BuiltIn Node(string name) => BuiltIn.Of(name, BuiltInTarget.Any, BuiltInCost.Constant, static (in call) =>
        throw call.Environment.Errors.WrongType(call.TargetNode, "an XML node, which data here never is", call.Target));

    private sealed class Api(Expression target) : Expression(target.Start)
    {
        public override Value Evaluate(Environment environment) =>
            throw environment.Errors.At("?api is not available: templates only see the data they are given, not the objects behind it.", this);

        public override string Describe() => $"{target.Describe()}?api";
    }
}
