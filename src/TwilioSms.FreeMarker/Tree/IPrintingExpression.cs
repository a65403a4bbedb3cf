using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>An expression that may be able to print its value without making a string of it: <c>n?c</c>, <c>n?string('0.00')</c>.</summary>
internal interface IPrintingExpression
{
    /// <summary>Prints the value as <c>${}</c> does and returns <see cref="Value.Printed"/>; where it takes a string, returns what is to be printed.</summary>
    Value PrintOrEvaluate(Environment environment);
}
