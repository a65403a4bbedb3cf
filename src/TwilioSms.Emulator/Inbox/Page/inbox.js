import { Conversations, parse } from './conversations.js';
import * as emulator from './emulator.js';
import { DELIVERIES, FaultsSheet, REFUSALS } from './faults.js';
import { ConversationList } from './list.js';
import { followTheme } from './theme.js';
import { Thread } from './thread.js';
import { Welcome } from './welcome.js';
import { counted, hueOf, initialsOf, phoneText } from './wording.js';

const byId = id => document.getElementById(id);

const conversations = new Conversations();
const wide = matchMedia('(min-width: 760px)');
let webhook = null;
let query = '';
let items = [];
let opened = null;
let drawing = 0;
let telling = 0;

const list = new ConversationList(byId('list'), choose);
const thread = new Thread({ scroll: byId('scroll'), list: byId('lines'), latest: byId('latest'), acts: { copy, forget } });
const faults = new FaultsSheet(tell);
const welcome = new Welcome(copy);
followTheme(byId('theme'));

emulator.follow({
  started(start, history) {
    webhook = start.webhook;
    conversations.clear();
    conversations.put(history);
    welcome.show(start);
    faults.show(start.faults, start.deliveries);
    byId('connection').dataset.address = new URL(start.baseAddress).host;
    openChosen();
  },
  arrived(lines) {
    const added = conversations.put(lines);
    for (const line of added) {
      if (line.phone !== chosenPhone() || document.hidden) conversations.find(line.phone).unread++;
    }
    announceArrival(added.filter(line => line.kind !== 'received'));
    draw();
  },
  removed(id) {
    conversations.remove(id);
    draw();
  },
  cleared() {
    conversations.clear();
    tell('All messages cleared');
    draw();
  },
  faulted(positions) {
    faults.show(positions, faults.deliveries);
    drawAnswer();
  },
  delivering(deliveries) {
    faults.show(faults.positions, deliveries);
    drawAnswer();
  },
  connected(is) {
    const connection = byId('connection');
    document.body.classList.toggle('lost', !is);
    connection.textContent = is ? `Live at ${location.host}` : 'Connection lost; trying again';
  },
});

// Which conversation is open is part of the address: it can be gone back from, reloaded and passed on.
function chosenPhone() {
  return location.hash.length > 1 ? decodeURIComponent(location.hash.slice(1)) : null;
}

function choose(item, enter) {
  const address = `#${encodeURIComponent(item.conversation.phone)}`;
  if (location.hash !== address) {
    // Going through the list with the arrows is one step of the history, not one for each row.
    if (enter) location.hash = address;
    else history.replaceState(null, '', address);
  }
  openChosen();
  if (enter) byId('scroll').focus({ preventScroll: true });
}

addEventListener('hashchange', openChosen);

function openChosen() {
  opened = null;
  drawNow();
}

/** Draws once for all that arrives before the next picture. */
function draw() {
  drawing ||= requestAnimationFrame(drawNow);
}

function find() {
  items = query ? conversations.search(query) : conversations.ordered.map(conversation => ({ conversation, line: null }));
}

function drawNow() {
  cancelAnimationFrame(drawing);
  drawing = 0;
  find();
  let phone = chosenPhone();
  if (!conversations.find(phone) && wide.matches && items.length > 0) {
    phone = items[0].conversation.phone;
    history.replaceState(null, '', `#${encodeURIComponent(phone)}`);
  }
  const conversation = conversations.find(phone);
  if (conversation && !document.hidden) conversation.unread = 0;
  document.body.classList.toggle('reading', conversation !== null);
  welcome.toggle(conversations.count === 0);
  byId('none').hidden = conversations.count === 0 || conversation !== null;
  byId('conversation').hidden = conversation === null;
  byId('open-clear').disabled = conversations.count === 0;
  byId('search').disabled = conversations.count === 0 && !query;
  drawProblems();
  byId('list-note').textContent = query && items.length === 0 ? 'Nothing found.' : query ? counted(items.length, 'conversation') : '';
  const words = parse(query).words;
  list.show(items, phone, words);
  if (!conversation) {
    opened = null;
    return;
  }
  byId('phone').textContent = phoneText(phone);
  byId('avatar').textContent = initialsOf(phone);
  byId('avatar').style.setProperty('--hue', hueOf(phone));
  byId('thread-count').textContent = counted(conversation.lines.length, 'message');
  if (opened === phone) {
    thread.update(conversation.lines, words);
  } else {
    opened = phone;
    list.reveal(phone);
    thread.open(conversation.lines, words, items.find(item => item.conversation === conversation)?.line ?? null);
  }
  drawAnswer();
  drawComposer(conversation);
}

const answer = byId('answer');
const otherCode = new Option('');
answer.append(
  new Option('delivered', ''),
  ...REFUSALS.map(([code, name]) => new Option(`refused: ${name} (${code})`, code)),
  ...DELIVERIES.map(([code, name]) => new Option(`not delivered: ${name} (${code})`, code)),
  otherCode);
answer.addEventListener('change', () => faults.answerWith(chosenPhone(), answer.value ? Number(answer.value) : null));

function drawAnswer() {
  const code = faults.answerOf(chosenPhone());
  // A program, or the sheet of faults, can give a code that is not among the usual ones.
  otherCode.hidden = code === null || [...REFUSALS, ...DELIVERIES].some(([known]) => known === code);
  otherCode.value = code ?? '';
  otherCode.text = `not delivered (${code})`;
  answer.value = code ?? '';
}

/** The application's end of the conversation that a phone can answer, or null: a name takes no answer. */
function answerable(conversation) {
  const sender = conversation.lines.findLast(line => line.kind !== 'received')?.sender ?? '';
  return /^(\w+:)?\+?\d+$|^MG[0-9a-f]{32}$/i.test(sender) ? sender : null;
}

function drawComposer(conversation) {
  const sender = answerable(conversation);
  byId('reply').disabled = sender === null;
  byId('send').disabled = sender === null;
  byId('attach').disabled = sender === null;
  byId('reply-note').textContent = sender === null
    ? 'This sender is a name, and takes no replies.'
    : webhook
      ? `Goes to ${webhook} as an incoming message, signed.`
      : 'No webhook is configured: a reply stays on this page. Start the emulator with one to have it posted.';
}

const reply = byId('reply');
reply.addEventListener('input', fitReply);
reply.addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    byId('composer').requestSubmit();
  }
});
byId('composer').addEventListener('submit', async event => {
  event.preventDefault();
  const conversation = conversations.find(chosenPhone());
  const body = reply.value.trim();
  const address = medium.value.trim();
  if (!conversation || !(body || address)) return;
  reply.value = '';
  fitReply();
  attach('');
  thread.toLatest();
  try {
    await emulator.reply(conversation.phone, answerable(conversation), body, address ? [address] : []);
    announce('Reply sent');
  } catch (error) {
    reply.value ||= body;
    if (address && !medium.value) attach(address);
    tell(`The reply was not sent. ${error.message}`);
  }
});

const medium = byId('medium');
byId('attach').addEventListener('click', () => {
  attach(byId('attached').hidden ? 'https://' : '');
  if (!byId('attached').hidden) medium.focus();
});
medium.addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    attach('');
    reply.focus();
  }
});

/** Shows the field of a medium with its address, or puts it away where there is none. */
function attach(address) {
  medium.value = address;
  byId('attached').hidden = !address;
  byId('attach').setAttribute('aria-expanded', String(Boolean(address)));
}

function fitReply() {
  reply.style.height = 'auto';
  reply.style.height = `${reply.scrollHeight}px`;
}

byId('search').addEventListener('input', event => search(event.target.value));

function search(text) {
  query = text.trim().toLowerCase();
  // The open conversation goes to what was found in it, and back to its end.
  opened = null;
  draw();
}

const WRONG = 'is:wrong';
byId('problems').addEventListener('click', () => {
  byId('search').value = query === WRONG ? '' : WRONG;
  search(byId('search').value);
});

/** What went wrong across numbers is one click away. */
function drawProblems() {
  const count = conversations.problems;
  byId('problems').hidden = count === 0 && query !== WRONG;
  byId('problems').setAttribute('aria-pressed', String(query === WRONG));
  byId('problems-text').textContent = `${counted(count, 'message')} went wrong`;
}

function forget(line) {
  emulator.forget(line.id).then(() => tell('Message deleted'), error => tell(`It was not deleted. ${error.message}`));
}
byId('search').addEventListener('keydown', event => {
  if (event.key === 'Enter' && items.length > 0) choose(items[0], false);
  if (event.key === 'ArrowDown') {
    event.preventDefault();
    byId('list').focus();
  }
});
addEventListener('keydown', event => {
  const typing = event.target.closest?.('input, textarea, select, dialog');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    byId('search').focus();
  }
});

const clearSheet = byId('clear');
byId('open-clear').addEventListener('click', () => {
  byId('clear-title').textContent = `Clear ${conversations.count === 1 ? 'the one message' : `all ${counted(conversations.count, 'message')}`}?`;
  clearSheet.returnValue = '';
  clearSheet.showModal();
});
clearSheet.addEventListener('close', () => {
  if (clearSheet.returnValue === 'clear') {
    emulator.clear().catch(error => tell(`Nothing was cleared. ${error.message}`));
    byId('search').value = '';
    query = '';
  }
});

document.addEventListener('visibilitychange', draw);

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    tell(done);
  } catch {
    // Browsers lend the clipboard to secure pages only: to localhost, not to an address in the network.
    tell(`Cannot copy from here: open the page at localhost. It is ${text}`);
  }
}

let waiting = [];

/** Tells of arrivals a moment later and together, so that a burst is one sentence. */
function announceArrival(lines) {
  if (lines.length === 0) return;
  if (waiting.length === 0) {
    setTimeout(() => {
      const [line, ...others] = waiting;
      waiting = [];
      announce(others.length > 0
        ? counted(others.length + 1, 'new message')
        : `New message to ${phoneText(line.phone)}: ${line.error ? `${line.error.code}. ` : ''}${line.body}`);
    }, 300);
  }
  waiting.push(...lines);
}

/** Says it to assistive technology. */
function announce(text) {
  byId('announcer').textContent = text;
}

/** Says it to everyone, for a moment. */
function tell(text) {
  byId('toast').textContent = text;
  clearTimeout(telling);
  telling = setTimeout(() => byId('toast').textContent = '', 4000);
}
