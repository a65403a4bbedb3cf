import { named } from './characters.js';
import { oneTimeCode } from './code.js';
import { element, icon, marked } from './element.js';
import { counted, exactTime, momentOf, phoneText, timeOf } from './wording.js';

const STATUS_ICONS = {
  accepted: 'clock', scheduled: 'clock', queued: 'clock', receiving: 'clock', sent: 'check', delivered: 'checks', received: 'check',
  failed: 'refused', undelivered: 'refused', canceled: 'close',
};

const FAILURES = { accepted: 'Not delivered', refused: 'Refused', unsent: 'Not sent', received: 'Not answered' };

/** A message in the conversation. */
export function lineElement(line, query, { copy, forget }) {
  const code = line.kind === 'accepted' ? oneTimeCode(line.body) : null;
  return element(
    'article',
    { class: `line ${line.kind}`, 'data-id': line.id, 'data-status': line.status, 'aria-label': labelOf(line) },
    element(
      'div',
      { class: 'bubble' },
      line.body ? element('p', { class: 'body', dir: 'auto' }, ...linked(line.body, query)) : null,
      ...line.media.map(mediaElement),
      !line.body && line.media.length === 0 ? element('p', { class: 'body empty' }, 'No text') : null,
      code && element('button', { type: 'button', class: 'code', onclick: () => copy(code, `Code ${code} copied`) }, icon('copy'), `Copy code ${code}`),
      ...addressesIn(line.body).map(url => element(
        'button', { type: 'button', class: 'code', title: url.href, onclick: () => copy(url.href, 'Link copied') }, icon('copy'), `Copy link to ${url.host}`))),
    line.error && errorElement(line),
    line.measure?.outside.length > 0 && line.kind !== 'received' ? warningElement(line.measure) : null,
    metaElement(line, forget));
}

const ADDRESS = /https?:\/\/[^\s<>"'`{}|\\^\u0000-\u0020\u200b-\u200f\u202a-\u202e\u2060-\u2069]+/giu;
const MOST_LINKS = 3;

/** Where web addresses stand in a text: without the full stop, the bracket or the like that ends the sentence. */
function placesOfAddresses(text) {
  return [...text.matchAll(ADDRESS)]
    .map(match => ({ at: match.index, text: match[0].replace(/[.,;:!?)\]…’”»]+$/u, '') }))
    .map(place => ({ ...place, url: webAddress(place.text) }))
    .filter(place => place.url !== null);
}

const addressesIn = text => placesOfAddresses(text).slice(0, MOST_LINKS).map(place => place.url);

/** The text as nodes, its web addresses as links. Where another host hides behind what is read, the true one is told. */
function linked(text, query) {
  const nodes = [];
  let from = 0;
  for (const { at, text: address, url } of placesOfAddresses(text)) {
    nodes.push(...marked(text.slice(from, at), query), element(
      'a', { class: 'link', href: url.href, target: '_blank', rel: 'noopener noreferrer nofollow', title: url.href }, ...marked(address, query)));
    if (!address.toLowerCase().startsWith(`${url.protocol}//${url.host}`)) nodes.push(element('span', { class: 'true-host' }, ` (${url.host})`));
    from = at + address.length;
  }
  nodes.push(...marked(text.slice(from), query));
  return nodes;
}

function labelOf(line) {
  const who = line.kind === 'received' ? `Reply from ${phoneText(line.phone)}` : `From ${line.sender || 'nobody'}`;
  return `${who}, ${timeOf(line)}${line.status ? `, ${line.status}` : `, ${FAILURES[line.kind].toLowerCase()}`}`;
}

function mediaElement(address) {
  const url = webAddress(address);
  const name = url ? decodeName(url.pathname.split('/').at(-1)) || url.host : address;
  const content = [icon('media'), element('span', {}, element('b', {}, name), element('small', {}, url ? url.host : 'not a web address'))];
  return url
    ? element('a', { class: 'media', href: url.href, target: '_blank', rel: 'noopener noreferrer nofollow' }, ...content)
    : element('span', { class: 'media' }, ...content);
}

/** The address where it is one that a click may follow. */
function webAddress(text) {
  const url = URL.parse(text);
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null;
}

function decodeName(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function errorElement(line) {
  const link = line.error.link ? webAddress(line.error.link) : null;
  return element(
    'p',
    { class: 'error' },
    icon('refused'),
    element(
      'span',
      {},
      element('b', {}, `${FAILURES[line.kind]} · ${line.error.code}`),
      element('span', {}, line.error.message),
      link && element('a', { href: link.href, target: '_blank', rel: 'noopener noreferrer' }, `About ${line.error.code}`)));
}

function warningElement(measure) {
  const shown = measure.outside.slice(0, 3).map(named);
  const more = measure.outside.length - shown.length;
  const names = more > 0 ? [...shown, `${more} more`] : shown;
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const cost = measure.segments > measure.segmentsInGsm
    ? `${counted(measure.segments, 'segment')} instead of ${measure.segmentsInGsm}.`
    : 'a segment holds 70 characters instead of 160.';
  return element('p', { class: 'warning' }, icon('warning'), element('span', {}, element('b', {}, list), ` ${names.length === 1 ? 'is' : 'are'} not in GSM-7: ${cost}`));
}

function metaElement(line, forget) {
  const facts = [timeOf(line)];
  if (line.status) facts.push(line.status === 'scheduled' && line.sendAt ? `scheduled for ${momentOf(line.sendAt)}` : line.status);
  if (line.measure && line.kind !== 'received') {
    facts.push(counted(line.measure.segments, 'segment'), line.measure.outside.length > 0 ? 'UCS-2' : 'GSM-7');
  } else if (line.media.length > 0) {
    facts.push('MMS');
  }
  const details = [
    ['From', line.kind === 'received' ? line.phone : line.sender],
    ['To', line.kind === 'received' ? line.sender : line.phone],
    ['At', exactTime(line.time)],
    line.sendAt && ['To be sent', exactTime(line.sendAt)],
    line.kind === 'unsent' ? null : [line.kind === 'refused' ? 'Request' : 'SID', line.id],
  ].filter(Boolean);
  const node = element(
    'details',
    { class: 'meta' },
    element('summary', {}, STATUS_ICONS[line.status] ? icon(STATUS_ICONS[line.status]) : null, facts.join(' · ')),
    element('dl', {}, ...details.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])));
  // Made when it is first seen: a long conversation stays small. The click comes before a key that follows it, the toggle after; and who
  // opens it otherwise has no click.
  const complete = () => {
    if (node.querySelector('.forget')) return;
    node.append(element('button', { type: 'button', class: 'forget', onclick: () => forget(line) }, icon('clear'), 'Delete this message'));
  };
  node.addEventListener('click', complete, { once: true });
  node.addEventListener('toggle', complete, { once: true });
  return node;
}
