/** The lines of every conversation, in the order they happened. */
export class Conversations {
  #byPhone = new Map();
  #phoneOf = new Map();
  #sequence = 0;
  #ordered = null;

  /** Adds lines, or replaces those of the same id. Returns the lines that are new. */
  put(lines) {
    const added = [];
    for (const line of lines) {
      const conversation = this.#conversation(line.phone);
      const position = conversation.positions.get(line.id);
      if (position !== undefined) {
        conversation.lines[position] = line;
        continue;
      }
      conversation.positions.set(line.id, conversation.lines.length);
      conversation.lines.push(line);
      conversation.last = ++this.#sequence;
      this.#phoneOf.set(line.id, line.phone);
      added.push(line);
    }
    if (added.length > 0) this.#ordered = null;
    return added;
  }

  remove(id) {
    const phone = this.#phoneOf.get(id);
    const conversation = this.#byPhone.get(phone);
    if (!conversation) return;
    this.#phoneOf.delete(id);
    conversation.lines = conversation.lines.filter(line => line.id !== id);
    conversation.positions = new Map(conversation.lines.map((line, position) => [line.id, position]));
    if (conversation.lines.length === 0) {
      this.#byPhone.delete(phone);
      this.#ordered = null;
    }
  }

  clear() {
    this.#byPhone.clear();
    this.#phoneOf.clear();
    this.#ordered = null;
  }

  get count() {
    return this.#phoneOf.size;
  }

  find(phone) {
    return this.#byPhone.get(phone) ?? null;
  }

  /** The latest conversation first. */
  get ordered() {
    return this.#ordered ??= [...this.#byPhone.values()].sort((one, other) => other.last - one.last);
  }

  /** How many lines went wrong, in all conversations. */
  get problems() {
    let count = 0;
    for (const { lines } of this.#byPhone.values()) count += lines.filter(wentWrong).length;
    return count;
  }

  /** The conversations that match, each with the latest line that does; null where its number does. */
  search(query) {
    const { words, tests } = parse(query);
    const digits = words.replace(/[\s().-]/g, '');
    const found = [];
    for (const conversation of this.ordered) {
      const line = conversation.lines.findLast(candidate => tests.every(test => test(candidate)) && (!words || hasWords(candidate, words)));
      if (line) found.push({ conversation, line });
      else if (tests.length === 0 && digits && conversation.phone.toLowerCase().includes(digits)) found.push({ conversation, line: null });
    }
    return found;
  }

  #conversation(phone) {
    let conversation = this.#byPhone.get(phone);
    if (!conversation) {
      conversation = { phone, lines: [], positions: new Map(), last: 0, unread: 0 };
      this.#byPhone.set(phone, conversation);
    }
    return conversation;
  }
}

/** Whether a message was refused, not sent, not delivered, or not understood. */
export const wentWrong = line => Boolean(line.error) || line.status === 'failed' || line.status === 'undelivered';

const TESTS = {
  sid: value => line => line.id.toLowerCase().includes(value),
  status: value => line => line.status === value || line.kind === value,
  code: value => line => line.error?.code.toLowerCase() === value,
  is: value => (value === 'wrong' ? wentWrong : () => false),
};

/** A query is words, and `status:delivered`, `code:21610`, `sid:SM12`, `is:wrong` among them. */
export function parse(query) {
  const tests = [];
  const words = query.toLowerCase().split(/\s+/).filter(word => {
    const [, name, value] = /^(\w+):(.+)$/.exec(word) ?? [];
    if (!Object.hasOwn(TESTS, name ?? '')) return true;
    tests.push(TESTS[name](value));
    return false;
  });
  return { words: words.join(' '), tests };
}

const hasWords = (line, words) => line.body.toLowerCase().includes(words) || line.sender.toLowerCase().includes(words)
  || line.id.toLowerCase().startsWith(words) || (line.error?.code.toLowerCase().includes(words) ?? false);
