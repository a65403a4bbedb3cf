using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Runtime;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins that apply a lambda, a function or a method to the items one after the other.</summary>
internal static class LambdaBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        Of("filter", static (items, function) => new Filter(items, function)),
        Of("map", static (items, function) => new Map(items, function)),
        Of("take_while", static (items, function) => new TakeWhile(items, function)),
        Of("drop_while", static (items, function) => new DropWhile(items, function)),
    ];

    private static BuiltIn Of(string name, Func<Items, ItemFunction, IValueIterator> start) =>
        BuiltIn.WithLambda(name, (in syntax) => syntax.Arguments![0] is Lambda { ParameterCount: not 1 } lambda
            ? throw syntax.Error($"The lambda of ?{name} takes one parameter: the item.", lambda.Start)
            : new ItemFunctionExpression(name, syntax.Target, syntax.Arguments[0], start));

    private sealed class Filter(Items items, ItemFunction function) : ItemIterator(items)
    {
        public override bool MoveNext()
        {
            while (Source.MoveNext())
            {
                if (function.Test(Source.Environment, Source.Current))
                {
                    Current = Source.Current;
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether there is an item is known before it is computed: at the latest when the one after it is asked for.</summary>
    private sealed class Map(Items items, ItemFunction function) : ItemIterator(items)
    {
        private bool isPending;

        public override Value Current
        {
            get
            {
                if (isPending)
                {
                    isPending = false;
                    base.Current = function.Apply(Source.Environment, Source.Current);
                }

                return base.Current;
            }
        }

        public override bool MoveNext()
        {
            _ = Current;
            return isPending = Source.MoveNext();
        }
    }

    private sealed class TakeWhile(Items items, ItemFunction function) : ItemIterator(items)
    {
        private bool ended;

        public override bool MoveNext()
        {
            ended = ended || !Source.MoveNext() || !function.Test(Source.Environment, Source.Current);
            Current = ended ? default : Source.Current;
            return !ended;
        }
    }

    private sealed class DropWhile(Items items, ItemFunction function) : ItemIterator(items)
    {
        private bool started;

        public override bool MoveNext()
        {
            while (Source.MoveNext())
            {
                if (started || !function.Test(Source.Environment, Source.Current))
                {
                    started = true;
                    Current = Source.Current;
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>An iterator over the items of another one.</summary>
    private abstract class ItemIterator(Items items) : IValueIterator
    {
        // Not readonly: walking changes it.
        private Items items = items;

        public virtual Value Current { get; protected set; }

        protected ref Items Source => ref items;

        public abstract bool MoveNext();
    }
}
