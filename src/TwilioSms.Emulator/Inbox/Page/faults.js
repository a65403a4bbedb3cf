import { element, icon } from './element.js';
import { deliverAs, switchFaults } from './emulator.js';
import { phoneText } from './wording.js';

/** How Twilio refuses a recipient. */
export const REFUSALS = [
  [21610, 'unsubscribed'], [21211, 'not a valid number'], [21614, 'not a mobile number'], [21612, 'not reachable'], [21408, 'region not enabled'],
];

/** Why a message that was accepted does not reach its phone, most often. */
export const DELIVERIES = [
  [30003, 'phone not reachable'], [30005, 'unknown number'], [30006, 'landline'], [30007, 'filtered'], [30008, 'unknown error'],
  [30032, 'toll-free not verified'], [30034, 'sender not registered'], [30500, 'internal error'],
];

const OFF = { refused: {}, delaySeconds: 0, tooManyRequests: false };

const byId = id => document.getElementById(id);

/** The switches for what goes wrong. The emulator keeps them; what is shown is always what it says. */
export class FaultsSheet {
  positions = OFF;
  /** The codes that accepted messages fail with, by number. */
  deliveries = {};
  #tell;

  constructor(tell) {
    this.#tell = tell;
    byId('open-faults').addEventListener('click', () => byId('faults').showModal());
    byId('faults-off').addEventListener('click', () => this.#switchOff());
    byId('too-many').addEventListener('change', event => this.#set({ tooManyRequests: event.target.checked }));
    byId('delay').addEventListener('change', ({ target }) => {
      if (target.checkValidity()) this.#set({ delaySeconds: Number(target.value) });
      else this.#refuse(`The delay: ${target.validationMessage}`);
    });
    byId('refuse-code').append(...REFUSALS.map(([code, name]) => new Option(`${name} (${code})`, code)));
    byId('delivery-codes').append(...DELIVERIES.map(([code, name]) => new Option(name, code)));
    this.#onSubmit('refuse', (number, code) => this.#refuseNumber(number, code));
    this.#onSubmit('fail', (number, code) => this.#deliver(number, code));
  }

  /** The code that a message to the number meets: it is refused with it, or fails on its way; null where it is delivered. */
  answerOf(phone) {
    return this.positions.refused[phone] ?? this.deliveries[phone] ?? null;
  }

  /** Refuses what is sent to the number with a code, or lets it fail with a code on its way, or delivers it again where there is none. */
  async answerWith(phone, code) {
    const refusal = REFUSALS.some(([known]) => known === code) ? code : null;
    const delivery = refusal === null ? code : null;
    if (refusal !== (this.positions.refused[phone] ?? null)) await this.#refuseNumber(phone, refusal);
    if (delivery !== (this.deliveries[phone] ?? null)) await this.#deliver(phone, delivery);
  }

  show(positions, deliveries) {
    this.positions = positions;
    this.deliveries = deliveries;
    byId('too-many').checked = positions.tooManyRequests;
    byId('delay').value = positions.delaySeconds;
    const refused = Object.entries(positions.refused);
    const undelivered = Object.entries(deliveries);
    byId('refused').replaceChildren(...refused.map(([phone, code]) =>
      entry(phone, code, REFUSALS, `Accept ${phoneText(phone)} again`, () => this.#refuseNumber(phone, null))));
    byId('undelivered').replaceChildren(...undelivered.map(([phone, code]) =>
      entry(phone, code, DELIVERIES, `Deliver to ${phoneText(phone)} again`, () => this.#deliver(phone, null))));
    const on = [
      positions.tooManyRequests ? 'every request is answered 429' : null,
      positions.delaySeconds > 0 ? `every request waits ${positions.delaySeconds} s` : null,
      refused.length === 1 ? `${phoneText(refused[0][0])} is refused` : refused.length > 1 ? `${refused.length} numbers are refused` : null,
      undelivered.length === 1 ? `nothing is delivered to ${phoneText(undelivered[0][0])}`
        : undelivered.length > 1 ? `nothing is delivered to ${undelivered.length} numbers` : null,
    ].filter(Boolean);
    byId('faults-on').hidden = on.length === 0;
    byId('faults-on-text').textContent = on.length > 0 ? `Faults are on: ${on.join(', ')}.` : '';
    byId('open-faults').classList.toggle('on', on.length > 0);
  }

  #onSubmit(form, act) {
    byId(form).addEventListener('submit', event => {
      event.preventDefault();
      const number = byId(`${form}-number`);
      act(number.value.replace(/[\s().-]/g, ''), Number(byId(`${form}-code`).value));
      number.value = '';
      number.focus();
    });
  }

  #refuseNumber(phone, code) {
    const refused = { ...this.positions.refused };
    if (code === null) delete refused[phone];
    else refused[phone] = code;
    return this.#set({ refused });
  }

  #deliver(phone, code) {
    return this.#try(() => deliverAs(phone, code));
  }

  #set(change) {
    return this.#try(() => switchFaults({ ...this.positions, ...change }));
  }

  async #switchOff() {
    await this.#set(OFF);
    for (const phone of Object.keys(this.deliveries)) await this.#deliver(phone, null);
  }

  async #try(change) {
    byId('faults-problem').textContent = '';
    try {
      await change();
    } catch (error) {
      this.#refuse(error.message);
    }
  }

  #refuse(problem) {
    this.show(this.positions, this.deliveries);
    if (byId('faults').open) byId('faults-problem').textContent = problem;
    else this.#tell(problem);
  }
}

function entry(phone, code, names, undo, act) {
  const name = names.find(([known]) => known === code)?.[1];
  return element(
    'li', {},
    element('span', {}, element('b', {}, phoneText(phone)), element('small', {}, name ? `${name} (${code})` : String(code))),
    element('button', { type: 'button', class: 'tool', 'aria-label': undo, onclick: act }, icon('close')));
}
