using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using TwilioSms.Emulator.Control;
using TwilioSms.Emulator.Faults;

namespace TwilioSms.Emulator.Inbox;

/// <summary>Server-sent events for one open page: everything there is, then every change. A page that reconnects starts over.</summary>
internal sealed class EventStream(HttpResponse response, InboxLog log, FaultSwitches faults, DeliverySchedule deliveries)
{
    // Large enough to be quick with thousands of messages, small enough for a page to stay responsive between two.
    private const int MostLines = 500;

    private readonly List<InboxLine> lines = [];

    public async Task RunAsync(InboxStart start, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        await WriteAsync("start", start, ControlJson.Default.InboxStart, cancellationToken).ConfigureAwait(false);
        var watcher = log.Watch();
        try
        {
            while (await watcher.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (watcher.Reader.TryRead(out var change))
                {
                    await WriteAsync(change, cancellationToken).ConfigureAwait(false);
                }

                await WriteLinesAsync(cancellationToken).ConfigureAwait(false);
                await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            log.Unwatch(watcher);
        }
    }

    private async Task WriteAsync(InboxChange change, CancellationToken cancellationToken)
    {
        if (change is InboxChange.Put put)
        {
            lines.Add(InboxLine.Of(put.Entry));
            if (lines.Count == MostLines)
            {
                await WriteLinesAsync(cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        await WriteLinesAsync(cancellationToken).ConfigureAwait(false);
        await (change switch
        {
            InboxChange.Removed removed => WriteAsync("removed", removed.Id, ControlJson.Default.String, cancellationToken),
            InboxChange.FaultsSwitched => WriteAsync("faults", faults.Current, ControlJson.Default.Positions, cancellationToken),
            InboxChange.DeliveriesChanged => WriteAsync(
                "deliveries", deliveries.ByNumber(), ControlJson.Default.DictionaryStringInt32, cancellationToken),
            InboxChange.CaughtUp => WriteAsync("caughtUp", "", ControlJson.Default.String, cancellationToken),
            _ => WriteAsync("cleared", "", ControlJson.Default.String, cancellationToken),
        }).ConfigureAwait(false);
    }

    private async Task WriteLinesAsync(CancellationToken cancellationToken)
    {
        if (lines.Count > 0)
        {
            await WriteAsync("lines", lines, ControlJson.Default.ListInboxLine, cancellationToken).ConfigureAwait(false);
            lines.Clear();
        }
    }

    private async Task WriteAsync<T>(string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        await response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(value, type)}\n\n", Encoding.UTF8, cancellationToken)
            .ConfigureAwait(false);
}
