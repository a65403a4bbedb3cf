// Twilio's own client for Node, pointed at the emulator: sends, fetches, lists, is refused. Prints what it was told, as JSON.
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
const refused = await client.messages.create({ from: '+14155550100', to: '+15005550004', body: 'Refused' }).catch(error => error);

console.log(JSON.stringify({
  sent: { sid: sent.sid, status: sent.status, numSegments: sent.numSegments, dateCreated: sent.dateCreated },
  fetched: { sid: fetched.sid, to: fetched.to, body: fetched.body },
  listed: listed.map(message => message.body),
  media: media.map(medium => medium.contentType),
  feedback: feedback.outcome,
  services: services.map(found => found.sid === service.sid),
  refused: { status: refused.status, code: refused.code, message: refused.message, moreInfo: refused.moreInfo },
}));
