import { element, icon } from './element.js';
import { switchFaults } from './emulator.js';
import { phoneText } from './wording.js';

/** How Twilio refuses a recipient. */
export const REFUSALS = [
  [21610, 'unsubscribed'], [21211, 'not a valid number'], [21614, 'not a mobile number'], [21612, 'not reachable'], [21408, 'region not enabled'],
];

const byId = id => document.getElementById(id);

/** The switches for what goes wrong. The emulator keeps them; what is shown is always what it says. */
export class FaultsSheet {
  #positions = { refused: {}, delaySeconds: 0, tooManyRequests: false };
  #tell;

  constructor(tell) {
    this.#tell = tell;
    byId('open-faults').addEventListener('click', () => byId('faults').showModal());
    byId('faults-off').addEventListener('click', () => this.#set({ refused: {}, delaySeconds: 0, tooManyRequests: false }));
    byId('too-many').addEventListener('change', event => this.#set({ tooManyRequests: event.target.checked }));
    byId('delay').addEventListener('change', ({ target }) => {
      if (target.checkValidity()) this.#set({ delaySeconds: Number(target.value) });
      else this.#refuse(`The delay: ${target.validationMessage}`);
    });
    byId('refuse-code').append(...REFUSALS.map(([code, name]) => new Option(`${name} (${code})`, code)));
    byId('refuse').addEventListener('submit', event => {
      event.preventDefault();
      const number = byId('refuse-number');
      this.refuse(number.value.replace(/[\s().-]/g, ''), Number(byId('refuse-code').value));
      number.value = '';
      number.focus();
    });
  }

  refusalOf(phone) {
    return this.#positions.refused[phone] ?? null;
  }

  /** Refuses what is sent to the number with Twilio's code, or accepts it again where there is none. */
  refuse(phone, code) {
    const refused = { ...this.#positions.refused };
    if (code === null) delete refused[phone];
    else refused[phone] = code;
    this.#set({ refused });
  }

  show(positions) {
    this.#positions = positions;
    byId('too-many').checked = positions.tooManyRequests;
    byId('delay').value = positions.delaySeconds;
    const refused = Object.entries(positions.refused);
    byId('refused').replaceChildren(...refused.map(([phone, code]) => element(
      'li', {},
      element('span', {}, element('b', {}, phoneText(phone)), element('small', {}, `${nameOf(code)} (${code})`)),
      element('button', { type: 'button', class: 'tool', 'aria-label': `Accept ${phoneText(phone)} again`, onclick: () => this.refuse(phone, null) }, icon('close')))));
    const on = [
      positions.tooManyRequests ? 'every request is answered 429' : null,
      positions.delaySeconds > 0 ? `every request waits ${positions.delaySeconds} s` : null,
      refused.length === 1 ? `${phoneText(refused[0][0])} is refused` : refused.length > 1 ? `${refused.length} numbers are refused` : null,
    ].filter(Boolean);
    byId('faults-on').hidden = on.length === 0;
    byId('faults-on-text').textContent = on.length > 0 ? `Faults are on: ${on.join(', ')}.` : '';
    byId('open-faults').classList.toggle('on', on.length > 0);
  }

  async #set(change) {
    byId('faults-problem').textContent = '';
    try {
      await switchFaults({ ...this.#positions, ...change });
    } catch (error) {
      this.#refuse(error.message);
    }
  }

  #refuse(problem) {
    this.show(this.#positions);
    if (byId('faults').open) byId('faults-problem').textContent = problem;
    else this.#tell(problem);
  }
}

const nameOf = code => REFUSALS.find(([known]) => known === code)?.[1] ?? 'refused';
