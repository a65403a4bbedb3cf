// Sends 200 requests through Prism, which holds the emulator's answers to Twilio's own description of them: docs/emulator.md says how.
const [prism, emulator, account, token] = process.argv.slice(2);
const authorization = `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`;
const root = `/2010-04-01/Accounts/${account}/Messages`;
const service = `MG${'1'.repeat(32)}`;
const violations = [];
let requests = 0;

// Addresses of pages are paths in Twilio's answers, and in the examples of its description, which calls them addresses all the same;
// and Prism reads no list from a form.
const excused = ({ location, code, message }) => location[0] === 'response'
  ? code === 'format' && /^(\w+_page_)?uri$/.test(location.at(-1))
  : code === 'type' && message.endsWith('must be array');

/** Where there are too many, Prism cuts them off and says so in front. */
function read(header) {
  try {
    return JSON.parse(header);
  } catch {
    return [{ location: [], message: header.slice(0, 500) }];
  }
}

async function call(method, path, fields) {
  requests++;
  const response = await fetch(prism + path, { method, headers: { authorization }, body: fields && new URLSearchParams(fields) });
  const text = await response.text();
  const told = read(response.headers.get('sl-violations') ?? '[]').filter(violation => !excused(violation));
  if (told.length > 0 || !response.ok) violations.push({ method, path, status: response.status, told, text: told.length > 0 ? undefined : text });
  return text ? JSON.parse(text) : null;
}

const steer = (method, path, content) => fetch(`${emulator}/emulator/${path}`, {
  method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(content),
});

const kinds = [
  {}, { Body: 'Grüße 👋' }, { MediaUrl: ['https://example.com/1.png', 'https://example.com/2.pdf'] }, { ProvideFeedback: 'true' },
  { StatusCallback: 'http://127.0.0.1:9/status' }, { ValidityPeriod: '60' }, { SmartEncoded: 'true' }, { AddressRetention: 'obfuscate' },
  { ContentRetention: 'discard' }, { MaxPrice: '0.5' }, { Attempt: '2' }, { ForceDelivery: 'true' }, { RiskCheck: 'disable' },
  { SendAsMms: 'true' }, { From: null, MessagingServiceSid: service }, { To: 'whatsapp:+14155550133', From: 'whatsapp:+14155550100' },
  { From: null, MessagingServiceSid: service, ScheduleType: 'fixed', SendAt: new Date(Date.now() + 3_600_000).toISOString() },
  { Body: null, ContentSid: `HX${'2'.repeat(32)}`, ContentVariables: '{"1":"a"}' }, { ApplicationSid: `AP${'3'.repeat(32)}` },
  { From: 'ACME', To: '+491701234567' }, { PersistentAction: ['geo:1,2|here', 'geo:3,4|there'] },
];
const fields = values => Object.entries(values).filter(([, value]) => value !== null)
  .flatMap(([name, value]) => [value].flat().map(one => [name, one]));

await steer('PUT', 'deliveries/+14155550113', { errorCode: 30003 });
const sent = [];
for (let i = 0; i < 3 * kinds.length; i++) {
  sent.push(await call('POST', `${root}.json`, fields({ From: '+14155550100', To: `+1415555011${i % 10}`, Body: `Message ${i}`, ...kinds[i % kinds.length] })));
}
await steer('POST', 'clock', { forwardSeconds: 10 });
for (const { sid } of sent) await call('GET', `${root}/${sid}.json`);
for (const { sid } of sent.slice(0, 21)) await call('POST', `${root}/${sid}/Feedback.json`, { Outcome: 'confirmed' });
for (const { sid } of sent.filter(message => message.num_media !== '0')) {
  for (const medium of (await call('GET', `${root}/${sid}/Media.json`)).media_list) {
    await call('GET', `${root}/${sid}/Media/${medium.sid}.json`);
    await call('DELETE', `${root}/${sid}/Media/${medium.sid}.json`);
  }
}
const { sid: received } = await (await steer('POST', 'messages', { from: '+14155550111', to: '+14155550100', body: 'Hi', media: ['https://example.com/a.jpg'] })).json();
await call('GET', `${root}/${received}.json`);
for (const query of ['', '?To=%2B14155550111', '?From=%2B14155550100', '?DateSent%3E=2020-01-01T00:00:00Z', '?PageSize=1000']) await call('GET', `${root}.json${query}`);
for (let page = `${root}.json?PageSize=9`; page; page = (await call('GET', page)).next_page_uri);
for (const { sid } of sent.filter(message => message.status === 'scheduled')) await call('POST', `${root}/${sid}.json`, { Status: 'canceled' });
for (const { sid } of sent.slice(0, 10)) await call('POST', `${root}/${sid}.json`, { Body: '' });
for (const { sid } of sent.slice(42)) await call('DELETE', `${root}/${sid}.json`);

console.log(JSON.stringify({ requests, violations }, null, 2));
process.exitCode = requests >= 200 && violations.length === 0 ? 0 : 1;
