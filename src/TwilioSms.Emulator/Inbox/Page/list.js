import { wentWrong } from './conversations.js';
import { element, marked, reconcile } from './element.js';
import { briefTimeOf, hueOf, initialsOf, phoneText } from './wording.js';

const ROW = 72;
const BEYOND = 5;

/** The conversations, of which only those on the screen are elements. */
export class ConversationList {
  #list;
  #space;
  #choose;
  #items = [];
  #chosen = null;
  #query = '';
  #rows = new Map();

  constructor(list, choose) {
    this.#list = list;
    this.#choose = choose;
    this.#space = list.appendChild(element('div', { class: 'space', role: 'presentation' }));
    list.addEventListener('scroll', () => this.#render(), { passive: true });
    list.addEventListener('keydown', event => this.#keyDown(event));
    list.addEventListener('click', event => {
      const row = event.target.closest('[role=option]');
      if (row) choose(this.#items[Number(row.dataset.position)], true);
    });
    new ResizeObserver(() => this.#render()).observe(list);
  }

  show(items, chosen, query) {
    this.#items = items;
    this.#chosen = chosen;
    this.#query = query;
    this.#space.style.height = `${items.length * ROW}px`;
    this.#render();
  }

  #keyDown(event) {
    const at = this.#items.findIndex(item => item.conversation.phone === this.#chosen);
    const page = Math.max(1, Math.floor(this.#list.clientHeight / ROW) - 1);
    const targets = {
      ArrowDown: at + 1, ArrowUp: Math.max(0, at - 1), Home: 0, End: this.#items.length - 1, PageDown: at + page, PageUp: at - page,
    };
    if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      this.#choose(this.#items[at], true);
      return;
    }
    if (!(event.key in targets) || this.#items.length === 0) return;
    event.preventDefault();
    const position = Math.min(Math.max(targets[event.key], 0), this.#items.length - 1);
    this.#reveal(position);
    this.#choose(this.#items[position], false);
  }

  /** Scrolls to a conversation. */
  reveal(phone) {
    const position = this.#items.findIndex(item => item.conversation.phone === phone);
    if (position < 0) return;
    this.#reveal(position);
    this.#render();
  }

  #reveal(position) {
    const top = position * ROW;
    if (top < this.#list.scrollTop) this.#list.scrollTop = top;
    else if (top + ROW > this.#list.scrollTop + this.#list.clientHeight) this.#list.scrollTop = top + ROW - this.#list.clientHeight;
  }

  #render() {
    const first = Math.max(0, Math.floor(this.#list.scrollTop / ROW) - BEYOND);
    const last = Math.min(this.#items.length, Math.ceil((this.#list.scrollTop + this.#list.clientHeight) / ROW) + BEYOND);
    const positions = Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset);
    // The chosen row is always there, for assistive technology to speak of.
    const chosenAt = this.#items.findIndex(item => item.conversation.phone === this.#chosen);
    if (chosenAt >= last) positions.push(chosenAt);
    else if (chosenAt >= 0 && chosenAt < first) positions.unshift(chosenAt);

    this.#rows = new Map(positions.map(position => [this.#items[position].conversation.phone, this.#row(position)]));
    reconcile(this.#space, [...this.#rows.values()].map(row => row.node));
    const active = this.#rows.get(this.#chosen)?.node.id;
    if (active) this.#list.setAttribute('aria-activedescendant', active);
    else this.#list.removeAttribute('aria-activedescendant');
  }

  /** The row there was, where it would be no different. */
  #row(position) {
    const { conversation, line } = this.#items[position];
    const shown = line ?? conversation.lines.at(-1);
    const key = [position, this.#items.length, conversation.unread, conversation.phone === this.#chosen, this.#query].join(' ');
    const row = this.#rows.get(conversation.phone);
    return row?.line === shown && row.key === key ? row : { line: shown, key, node: this.#rowElement(conversation, shown, position) };
  }

  #rowElement({ phone, unread }, line, position) {
    const refused = wentWrong(line);
    const text = line.body || (line.media.length > 0 ? 'Media' : 'No text');
    const avatar = element('span', { class: 'avatar', 'aria-hidden': 'true' }, initialsOf(phone));
    avatar.style.setProperty('--hue', hueOf(phone));
    const row = element(
      'div',
      {
        class: 'row', role: 'option', id: `row-${position}`, 'data-position': position, 'data-phone': phone,
        'aria-selected': String(phone === this.#chosen), 'aria-setsize': this.#items.length, 'aria-posinset': position + 1,
      },
      avatar,
      element(
        'span',
        { class: 'row-text' },
        element(
          'span', { class: 'row-top' },
          element('b', {}, ...marked(phoneText(phone), this.#query)),
          element('time', { datetime: line.time }, briefTimeOf(line))),
        element(
          'span', { class: 'row-bottom' },
          refused ? element('i', { class: 'row-refused' }, line.error?.code ?? 'failed') : null,
          element('span', { class: 'row-body', dir: 'auto' }, line.kind === 'received' ? '↩ ' : '', ...marked(excerpt(text, this.#query), this.#query)),
          unread > 0 ? element('span', { class: 'unread' }, String(unread), element('span', { class: 'hidden' }, ' new')) : null)));
    row.style.transform = `translateY(${position * ROW}px)`;
    return row;
  }
}

/** The part of a text to show in one line: its beginning, or what was searched for with a little before it. */
function excerpt(text, query) {
  const line = text.replace(/\s+/g, ' ').slice(0, 2000);
  const at = query ? line.toLowerCase().indexOf(query) : -1;
  return at > 30 ? `… ${line.slice(at - 20, at + 120)}` : line.slice(0, 160);
}
