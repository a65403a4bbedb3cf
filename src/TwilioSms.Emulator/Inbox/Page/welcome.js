const byId = id => document.getElementById(id);

// Each runs as it is: the token stands in it where everybody may know it, and is read from the environment where not.
const SNIPPETS = {
  dotnet: ({ address, account, token }) => `using Microsoft.Extensions.DependencyInjection;
using TwilioSms;

var services = new ServiceCollection();
services.AddTwilioConnector(options =>
{
    options.BaseAddress = new Uri("${address}");
    options.Account = "${account}";
    options.Token = ${token ? `"${token}"` : 'Environment.GetEnvironmentVariable("TWILIO_TOKEN")'};
});

await using var provider = services.BuildServiceProvider();
var sender = provider.GetRequiredService<ISmsSender>();
await sender.SendAsync(new SmsMessage
{
    From = "+15005550006",
    To = ["+14155550100"],
    Body = "Your code is 314159.",
});`,
  sdk: ({ address, account, token }) => `using Twilio.Clients;
using Twilio.Http;
using Twilio.Rest.Api.V2010.Account;

var http = new System.Net.Http.HttpClient(new ToEmulator(new Uri("${address}")));
var client = new TwilioRestClient(
    "${account}",
    ${token ? `"${token}"` : 'Environment.GetEnvironmentVariable("TWILIO_TOKEN")'},
    httpClient: new SystemNetHttpClient(http));

var message = await MessageResource.CreateAsync(
    from: "+15005550006", to: "+14155550100", body: "Your code is 314159.", client: client);

class ToEmulator(Uri address) : DelegatingHandler(new HttpClientHandler())
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri(address, request.RequestUri!.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}`,
  node: ({ address, account, token }) => `const client = require("twilio")("${account}", ${token ? `"${token}"` : 'process.env.TWILIO_TOKEN'});
client.api.baseUrl = "${address}";

client.messages.create({
  from: "+15005550006",
  to: "+14155550100",
  body: "Your code is 314159.",
}).then(message => console.log(message.sid));`,
  python: ({ address, account, token }) => `import os
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client


class ToEmulator(TwilioHttpClient):
    def request(self, method, uri, *args, **kwargs):
        return super().request(method, uri.replace("https://api.twilio.com", "${address}"), *args, **kwargs)


client = Client("${account}", ${token ? `"${token}"` : 'os.environ["TWILIO_TOKEN"]'}, http_client=ToEmulator())
message = client.messages.create(from_="+15005550006", to="+14155550100", body="Your code is 314159.")
print(message.sid)`,
  curl: ({ address, account, token }) => `curl ${address}/2010-04-01/Accounts/${account}/Messages.json \\
  -u ${account}:${token ? `'${token}'` : '"$TWILIO_TOKEN"'} \\
  --data-urlencode From=+15005550006 --data-urlencode To=+14155550100 \\
  --data-urlencode 'Body=Your code is 314159.'`,
};

/** What there is to see before the first message: how to send one. */
export class Welcome {
  #start = { address: '', account: '', token: null };
  #language = 'dotnet';

  constructor(copy) {
    const tabs = [...document.querySelectorAll('[role=tab]')];
    for (const [position, tab] of tabs.entries()) {
      tab.addEventListener('click', () => this.#choose(tabs, tab));
      tab.addEventListener('keydown', event => {
        const step = { ArrowRight: 1, ArrowLeft: tabs.length - 1 }[event.key];
        if (!step) return;
        event.preventDefault();
        const next = tabs[(position + step) % tabs.length];
        next.focus();
        this.#choose(tabs, next);
      });
    }
    byId('copy-snippet').addEventListener('click', () => copy(byId('snippet').textContent, 'Copied'));
  }

  show({ baseAddress, accountSid, authToken }) {
    this.#start = { address: baseAddress.replace(/\/$/, ''), account: accountSid, token: authToken };
    byId('token-note').textContent = authToken
      ? 'The token is the emulator’s own, and opens nothing else.'
      : 'The token is the one the emulator was started with: put it in TWILIO_TOKEN.';
    this.#draw();
  }

  toggle(visible) {
    byId('welcome').hidden = !visible;
  }

  #choose(tabs, chosen) {
    this.#language = chosen.id.replace('tab-', '');
    for (const tab of tabs) {
      tab.setAttribute('aria-selected', String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
    }
    byId('snippet').setAttribute('aria-labelledby', chosen.id);
    this.#draw();
  }

  #draw() {
    byId('snippet').firstElementChild.textContent = SNIPPETS[this.#language](this.#start);
  }
}
