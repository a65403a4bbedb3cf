using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace TwilioSms.FreeMarker.Model;

/// <summary>How deep lists and objects of a data model may be inside each other: what is deeper may have no end, or no room on the stack.</summary>
internal static class ModelDepth
{
    public const int Most = 512;

    /// <exception cref="ArgumentException">A value that stands in so many lists and objects is too deep.</exception>
    public static void Check(int depth)
    {
        if (depth > Most || !HasStack())
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The lists and objects of a data model can be {Most} levels deep; here they are deeper, or one of them contains itself."));
        }
    }

    /// <summary>Checks a node and all in it.</summary>
    /// <exception cref="ArgumentException">A value is too deep.</exception>
    public static void Check(JsonNode? node, int depth)
    {
        Check(depth);
        switch (node)
        {
            case JsonObject members:
                foreach (var member in members)
                {
                    Check(member.Value, depth + 1);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Check(item, depth + 1);
                }

                break;
        }
    }

    private static bool HasStack()
    {
#if NET
        return RuntimeHelpers.TryEnsureSufficientExecutionStack();
#else
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return true;
        }
        catch (InsufficientExecutionStackException)
        {
            return false;
        }
#endif
    }
}
