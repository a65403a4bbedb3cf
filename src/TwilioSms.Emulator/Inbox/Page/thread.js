import { element, reconcile } from './element.js';
import { lineElement } from './line.js';
import { dayOf, phoneText } from './wording.js';

// As many lines as fill a tall screen several times over; the rest of a long conversation is made as it is scrolled to.
const PART = 40;
const MOST = 120;
const NEAR_EDGE = 600;

/** The open conversation: a window of its lines, which moves with the scrolling. */
export class Thread {
  #scroll;
  #list;
  #latest;
  #acts;
  #lines = [];
  #count = 0;
  #query = '';
  #start = 0;
  #end = 0;
  #rows = new Map();

  constructor({ scroll, list, latest, acts }) {
    this.#scroll = scroll;
    this.#list = list;
    this.#latest = latest;
    this.#acts = acts;
    scroll.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    latest.addEventListener('click', () => this.toLatest());
  }

  /** Shows another conversation from its latest line, or from the one that was searched for. */
  open(lines, query, line) {
    this.#rows.clear();
    this.#list.replaceChildren();
    this.#lines = lines;
    this.#query = query;
    const at = line ? lines.findIndex(candidate => candidate.id === line.id) : -1;
    if (at < 0) {
      this.toLatest();
      return;
    }
    this.#end = Math.min(lines.length, at + PART);
    this.#start = Math.max(0, at - PART);
    this.#render();
    this.#rows.get(line.id).node.scrollIntoView({ block: 'center' });
  }

  /** Shows what has changed, and stays at the end where it was there. */
  update(lines, query) {
    const atEnd = this.#end >= this.#count && this.#distanceToEnd() < 40;
    if (query !== this.#query) this.#rows.clear();
    this.#query = query;
    this.#lines = lines;
    if (atEnd) {
      this.toLatest();
      return;
    }
    this.#end = Math.min(Math.max(this.#end, Math.min(lines.length, this.#start + PART)), lines.length);
    this.#start = Math.min(this.#start, this.#end);
    this.#keepPlace(() => this.#render());
  }

  toLatest() {
    this.#end = this.#lines.length;
    this.#start = Math.max(0, this.#end - 2 * PART);
    this.#render();
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
    this.#showLatest();
  }

  #scrolled() {
    if (this.#scroll.scrollTop < NEAR_EDGE && this.#start > 0) {
      this.#start = Math.max(0, this.#start - PART);
      this.#end = Math.min(this.#end, this.#start + MOST);
      this.#keepPlace(() => this.#render());
    } else if (this.#distanceToEnd() < NEAR_EDGE && this.#end < this.#lines.length) {
      this.#end = Math.min(this.#lines.length, this.#end + PART);
      this.#start = Math.max(this.#start, this.#end - MOST);
      this.#keepPlace(() => this.#render());
    }
    this.#showLatest();
  }

  #distanceToEnd() {
    return this.#scroll.scrollHeight - this.#scroll.scrollTop - this.#scroll.clientHeight;
  }

  #showLatest() {
    this.#latest.hidden = this.#end >= this.#lines.length && this.#distanceToEnd() < 200;
  }

  /** What is on the screen stays where it is, whatever is added or taken away above it. */
  #keepPlace(change) {
    const top = this.#scroll.getBoundingClientRect().top;
    // The message and not its row: a row can lose the heading above its message, and is then another one.
    const messageOf = row => row?.node.lastElementChild.getBoundingClientRect();
    const [id, row] = [...this.#rows].find(([, candidate]) => messageOf(candidate).bottom > top) ?? [];
    const before = messageOf(row)?.top;
    change();
    const after = messageOf(this.#rows.get(id))?.top;
    if (after !== undefined) this.#scroll.scrollTop += after - before;
  }

  #render() {
    // The conversation's lines grow meanwhile; this is how many there were when they were last shown.
    this.#count = this.#lines.length;
    const rows = new Map();
    const nodes = [];
    let previous = null;
    for (const line of this.#lines.slice(this.#start, this.#end)) {
      const heading = headingOf(line, previous);
      const old = this.#rows.get(line.id);
      const row = old?.line === line && old.heading === heading ? old : { line, heading, node: this.#rowElement(line, heading, old) };
      rows.set(line.id, row);
      nodes.push(row.node);
      previous = line;
    }
    this.#rows = rows;
    reconcile(this.#list, nodes);
  }

  #rowElement(line, heading, old) {
    const node = element(
      'li', {},
      heading ? element('p', { class: 'heading' }, heading) : null,
      lineElement(line, this.#query, this.#acts));
    // A line that is read in detail stays open while its status goes on.
    if (old?.node.querySelector('details')?.open) node.querySelector('details').open = true;
    return node;
  }
}

function headingOf(line, previous) {
  const day = dayOf(line);
  const from = line.kind === 'received' ? null : line.sender;
  const newDay = !previous || dayOf(previous) !== day;
  const newSender = from && (!previous || (previous.kind !== 'received' && previous.sender !== from));
  return [newDay ? day : null, newSender ? `from ${phoneText(from)}` : null].filter(Boolean).join(' · ');
}
