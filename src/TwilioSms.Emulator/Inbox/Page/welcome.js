const byId = id => document.getElementById(id);

const SNIPPETS = {
  dotnet: ({ address, account }) => `builder.Services.AddTwilioConnector(options =>
{
    options.BaseAddress = new Uri("${address}");
    options.Account = "${account}";
    options.Token = "<token>";
});

await sender.SendAsync(new SmsMessage
{
    From = "+15005550006",
    To = ["+14155550100"],
    Body = "Your code is 314159.",
});`,
  node: ({ address, account }) => `const client = require("twilio")("${account}", "<token>");
client.api.baseUrl = "${address}";

await client.messages.create({
  from: "+15005550006",
  to: "+14155550100",
  body: "Your code is 314159.",
});`,
  curl: ({ address, account }) => `curl ${address}/2010-04-01/Accounts/${account}/Messages.json \\
  -u ${account}:'<token>' \\
  -d From=+15005550006 -d To=+14155550100 \\
  --data-urlencode 'Body=Your code is 314159.'`,
};

/** What there is to see before the first message: how to send one. */
export class Welcome {
  #start = { address: '', account: '' };
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

  show({ baseAddress, accountSid }) {
    this.#start = { address: baseAddress.replace(/\/$/, ''), account: accountSid };
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
