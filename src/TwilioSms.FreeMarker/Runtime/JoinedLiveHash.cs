using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>Two hashes added together of which one may still change. Its values are those of now, its keys those of when it was first listed.</summary>
internal sealed class JoinedLiveHash(Collections collections, IExtendedHash left, IExtendedHash right, Node at)
    : JoinedHash(left, right), IExtendedHash, ILive
{
    private OrderedHash? listed;

    public int Count => Listed.Count;

    public bool IsLive => true;

    private OrderedHash Listed => listed ??= collections.Join(left, right, at);

    public string KeyAt(int position) => Listed.KeyAt(position);

    public Value ValueAt(int position) => Get(KeyAt(position));
}
