using System.Buffers;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

/// <summary>What an element means to the white space around it.</summary>
internal enum LayoutKind : byte
{
    /// <summary>A directive; its lines may lose their white space.</summary>
    Directive,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Prints on its line, which thus keeps its white space.</summary>
    Interpolation,

    /// <summary>A directive that never prints: text of only white space between two such is dropped.</summary>
    Silent,

    /// <summary>A macro or function: as <see cref="Silent"/>, and seen from outside it has no inside.</summary>
    Macro,

    /// <summary>An assignment of a captured text; seen from outside it has no inside.</summary>
    Capture,

    /// <summary>A comment: as <see cref="Silent"/>.</summary>
    Comment,

    /// <summary>A directive that does nothing by itself; dropped where it has no content.</summary>
    Wrapper,

    /// <summary><c>#t</c>, <c>#lt</c>, <c>#rt</c>, <c>#nt</c>.</summary>
    Trim,
}

/// <summary>
/// The elements of a template in their order and nesting while it is parsed. White space is stripped here, when all is known;
/// what remains becomes the content of the tree's blocks.
/// </summary>
internal sealed partial class Layout
{
    private const int None = -1;

    // Room for the items of most templates.
    private const int FewestItems = 8;
    private const int CharactersPerItem = 12;

    private readonly string text;
    private readonly ParsingWork work;
    private Item[] items;
    private int count = 1;
    private int current;
    private bool hasTrims;

    public Layout(string text, ParsingWork work)
    {
        this.text = text;
        this.work = work;
        items = ArrayPool<Item>.Shared.Rent(FewestItems + (text.Length / CharactersPerItem));
        items[0] = new Item { Parent = None, Previous = None, Next = None, First = None, Last = None, Block = Root };
        nextLine = LineAfter(0);
    }

    /// <summary>The content of the whole template.</summary>
    public Block Root { get; } = new();

    /// <summary>Adds an element without content.</summary>
    public int Add(LayoutKind kind, Element? element, int start, int end)
    {
        var index = Append(kind, start);
        items[index].Element = element;
        End(index, end);
        return index;
    }

    /// <summary>Adds a text that stands as it is, or as the content of a tag.</summary>
    public void AddText(int contentStart, int contentEnd, int start, int end)
    {
        var index = Add(LayoutKind.Text, null, start, end);
        items[index].Text = text.AsMemory(contentStart, contentEnd - contentStart);

        // In FreeMarker a tab at the start of a line stands in column 8, so that the text does not start the line.
        items[index].StartsLine = text[start] != '\t'
            && (start == 0 || text[start - 1] == '\n' || (text[start - 1] == '\r' && text[start] != '\n'));
    }

    /// <summary>An empty text that stands on no line, as FreeMarker puts it into an <c>#attempt</c> without content.</summary>
    public void AddPlaceIfEmpty()
    {
        if (items[current].First == None)
        {
            Add(LayoutKind.Text, null, None, None);
        }
    }

    public void AddTrim(bool left, bool right, int start, int end)
    {
        var index = Add(LayoutKind.Trim, null, start, end);
        items[index].TrimsLeft = left;
        items[index].TrimsRight = right;
        hasTrims = true;
    }

    /// <summary>Adds a directive whose parts come next, each with a content of its own, until <see cref="Close"/>.</summary>
    public void OpenParts(int start) => current = Append(LayoutKind.Directive, start);

    /// <summary>Adds an element whose content comes next; what is added until <see cref="Close"/> belongs to it.</summary>
    public Block Open(LayoutKind kind, int start)
    {
        current = Append(kind, start);
        return items[current].Block = new Block();
    }

    /// <summary>Ends the content; an element may be null where its content is all there is to execute of it elsewhere.</summary>
    public int Close(Element? element, int end)
    {
        var index = current;
        items[index].Element = element;
        End(index, end);
        current = items[index].Parent;
        return index;
    }

    /// <summary>Sets the end of an item that was added or closed.</summary>
    public void End(int index, int end) => items[index].EndLine = LineOf(Math.Max(items[index].Start, end - 1));

    /// <summary>Strips white space and gives the blocks their content; the layout is used up then.</summary>
    public void Complete(bool stripWhitespace)
    {
        Clean(0, stripWhitespace);
        for (var i = 0; i < count; i++)
        {
            if (items[i].Block is { } block)
            {
                block.Elements = ContentOf(i);
            }
        }

        ArrayPool<Item>.Shared.Return(items, clearArray: true);
        items = [];
    }

    private int Append(LayoutKind kind, int start)
    {
        if (count == items.Length)
        {
            var larger = ArrayPool<Item>.Shared.Rent(count * 2);
            items.CopyTo(larger, 0);
            ArrayPool<Item>.Shared.Return(items, clearArray: true);
            items = larger;
        }

        var index = count++;
        var previous = items[current].Last;
        ref var item = ref items[index];

        // What the pool had from here is empty.
        (item.Kind, item.Start, item.BeginLine) = (kind, start, LineOf(start));
        (item.Parent, item.Previous, item.Next, item.First, item.Last) = (current, previous, None, None, None);
        items[current].Last = index;
        if (previous == None)
        {
            items[current].First = index;
        }
        else
        {
            items[previous].Next = index;
        }

        return index;
    }

    private Element[] ContentOf(int index)
    {
        var size = 0;
        for (var child = items[index].First; child != None; child = items[child].Next)
        {
            size += items[child].Executes ? 1 : 0;
        }

        if (size == 0)
        {
            return [];
        }

        var elements = new Element[size];
        size = 0;
        for (var child = items[index].First; child != None; child = items[child].Next)
        {
            ref var item = ref items[child];
            if (item.Executes)
            {
                elements[size++] = item.Element ?? new TextElement(item.Start, item.Text.ToString());
            }
        }

        return elements;
    }

    private void Remove(int index)
    {
        ref var item = ref items[index];
        if (item.Previous == None)
        {
            items[item.Parent].First = item.Next;
        }
        else
        {
            items[item.Previous].Next = item.Next;
        }

        if (item.Next == None)
        {
            items[item.Parent].Last = item.Previous;
        }
        else
        {
            items[item.Next].Previous = item.Previous;
        }
    }

    private struct Item
    {
        public LayoutKind Kind;
        public Element? Element;
        public Block? Block;

        /// <summary>What is left of a text.</summary>
        public ReadOnlyMemory<char> Text;

        public int Start;

        /// <summary>The line it begins on, after those taken off the start of a text.</summary>
        public int BeginLine;

        public int EndLine;
        public int Parent;
        public int Previous;
        public int Next;
        public int First;
        public int Last;
        public bool StartsLine;
        public bool TrimsLeft;
        public bool TrimsRight;

        /// <summary>What the leaves from this one to the end of the line it begins on mean; nothing where it is not known yet.</summary>
        public Leaves FromHere;

        /// <summary>The leaf before this one, while that is found out.</summary>
        public int Before;

        public readonly bool Executes => Element is not null || !Text.IsEmpty;
    }
}
