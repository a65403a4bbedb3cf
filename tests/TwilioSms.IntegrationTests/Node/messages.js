// Twilio's own client for Node, pointed at the emulator: sends, fetches, lists, changes, deletes, is refused. Prints what it was told, as JSON.
import twilio from 'twilio';

const [address, account, token] = process.argv.slice(2);
const client = twilio(account, token);
client.api.baseUrl = address;

const sent = await client.messages.create({ from: '+14155550100', to: '+14155550111', body: 'Grüße from Node 👋' });
const fetched = await client.messages(sent.sid).fetch();
for (let i = 0; i < 3; i++) await client.messages.create({ from: '+14155550100', to: '+14155550122', body: `Message ${i}` });
const listed = await client.messages.list({ to: '+14155550122', pageSize: 2 });
const picture = await client.messages.create({ from: '+14155550100', to: '+14155550133', mediaUrl: ['https://example.com/1.png'] });
const media = await client.messages(picture.sid).media.list();
const feedback = await client.messages(picture.sid).feedback.create({ outcome: 'confirmed' });
client.messaging.baseUrl = address;
const service = await client.messaging.v1.services.create({ friendlyName: 'Reminders' });
const services = await client.messaging.v1.services.list();
const [number] = await client.incomingPhoneNumbers.list();
await client.messaging.v1.services(service.sid).phoneNumbers.create({ phoneNumberSid: number.sid });

const steer = (method, path, content) => fetch(`${address}/emulator/${path}`, {
  method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(content),
});
const pooled = await client.messages.create({ messagingServiceSid: service.sid, to: '+14155550144', body: 'From the pool' });
const scheduled = await client.messages.create({
  messagingServiceSid: service.sid, to: '+14155550144', body: 'Later', scheduleType: 'fixed', sendAt: new Date(Date.now() + 3_600_000),
});
const canceled = await client.messages(scheduled.sid).update({ status: 'canceled' });
await steer('PUT', 'deliveries/+14155550155', { errorCode: 30034 });
const lost = await client.messages.create({ from: '+14155550100', to: '+14155550155', body: 'Lost' });
await steer('POST', 'clock', { forwardSeconds: 60 });
const undelivered = await client.messages(lost.sid).fetch();
const redacted = await client.messages(sent.sid).update({ body: '' });
const deleted = await client.messages(lost.sid).remove();
await steer('POST', 'messages', { from: '+14155550166', to: '+14155550100', body: 'STOP' });
const stopped = await client.messages.create({ from: '+14155550100', to: '+14155550166', body: 'Refused' }).catch(error => error);
const refused = await client.messages.create({ from: '+14155550100', to: '+15005550004', body: 'Refused' }).catch(error => error);

console.log(JSON.stringify({
  sent: { sid: sent.sid, status: sent.status, numSegments: sent.numSegments, dateCreated: sent.dateCreated },
  fetched: { sid: fetched.sid, to: fetched.to, body: fetched.body },
  listed: listed.map(message => message.body),
  media: media.map(medium => medium.contentType),
  feedback: feedback.outcome,
  services: services.map(found => found.sid === service.sid),
  pooled: (await client.messages(pooled.sid).fetch()).from,
  scheduled: [scheduled.status, canceled.status],
  undelivered: { status: undelivered.status, code: undelivered.errorCode },
  redacted: redacted.body,
  deleted,
  stopped: stopped.code,
  account: (await client.api.v2010.account.fetch()).status,
  balance: (await client.balance.fetch()).currency,
  refused: { status: refused.status, code: refused.code, message: refused.message, moreInfo: refused.moreInfo },
}));
