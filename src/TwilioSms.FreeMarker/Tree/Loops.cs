using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>Where a loop keeps its variables.</summary>
/// <param name="Item">The slot of the item or key.</param>
/// <param name="Second">The slot of a hash's value; -1 where only items are listed.</param>
/// <param name="State">The slots of the loop's state.</param>
internal sealed record LoopVariables(int Item, int Second, LoopSlots State);

/// <summary><c>#list xs as x</c>.</summary>
internal sealed class List(int start, Expression source, LoopVariables variables, Block content, Block? otherwise) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        var value = Loop.Evaluate(environment, source);
        var flow = Loop.Run(environment, value, source, variables, content, this, out var any);
        return any || otherwise is null ? flow : otherwise.Execute(environment);
    }
}

/// <summary><c>#list xs</c> around an <c>#items as x</c>: its content is executed once, if there is any item.</summary>
internal sealed class ListAround(
    int start, Expression source, bool asPairs, LoopSlots state, int listed, Block content, Block? otherwise) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        var value = Loop.Evaluate(environment, source);
        Loop.Check(environment, value, source, asPairs);
        var items = ListedItems.Of(environment, value, source, asPairs);
        if (items.IsEmpty())
        {
            return otherwise?.Execute(environment) ?? Flow.Next;
        }

        environment.Slots.Set(listed, Value.FromObject(items));
        environment.Slots.Set(state.HasNext, false);
        return content.Execute(environment);
    }
}

/// <summary><c>#items as x</c>.</summary>
internal sealed class ItemsElement(int start, Expression source, int listed, LoopVariables variables, Block content) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        var items = (ListedItems)environment.Slots[listed].Object!;
        return Loop.Run(environment, items.Enter(environment), source, variables, content, this, out _);
    }
}

/// <summary><c>#sep</c>: executed where another item follows.</summary>
internal sealed class Sep(int start, LoopSlots state, Block content) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        return environment.Slots[state.HasNext].AsBoolean() ? content.Execute(environment) : Flow.Next;
    }
}

/// <summary><c>#break</c>, <c>#continue</c>.</summary>
internal sealed class Jump(int start, Flow flow) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        return flow;
    }
}

/// <summary>What a <c>#list</c> lists until its <c>#items</c> comes: a lazily produced collection can be walked only once.</summary>
internal sealed class ListedItems : IIterable
{
    private readonly Value value;
    private readonly IValueIterator? iterator;
    private bool peeked;
    private bool entered;

    private ListedItems(Value value, IValueIterator? iterator) => (this.value, this.iterator) = (value, iterator);

    public static ListedItems Of(Environment environment, Value value, Expression source, bool asPairs) => value.Object switch
    {
        IIterable iterable => new(value, iterable.Iterate()),
        ISequence => new(value, null),
        IExtendedHash when asPairs => new(value, null),
        _ when environment.Dialect.ListsAnything => new(asPairs ? value : Value.FromObject(new ListSequence([value])), null),
        _ => throw environment.Errors.WrongType(source, "a sequence or collection", value),
    };

    public bool IsEmpty() => value.Object switch
    {
        _ when iterator is not null => !(peeked = iterator.MoveNext()),
        ISequence sequence => sequence.Count == 0,
        IExtendedHash hash => hash.Count == 0,
        _ => false,
    };

    public Value Enter(Environment environment)
    {
        if (entered)
        {
            throw environment.Errors.AtElement("#items was already executed once for this #list.");
        }

        entered = true;
        return iterator is null ? value : Value.FromObject(this);
    }

    public IValueIterator Iterate() => new Rest(this);

    /// <summary>The items from the one that was looked at on.</summary>
    private sealed class Rest(ListedItems items) : IValueIterator
    {
        public Value Current => items.iterator!.Current;

        public bool MoveNext()
        {
            if (items.peeked)
            {
                items.peeked = false;
                return true;
            }

            return items.iterator!.MoveNext();
        }
    }
}
