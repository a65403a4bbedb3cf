/** Follows the emulator: everything there is at once, then every change as it happens. */
export function follow({ started, arrived, removed, cleared, faulted, connected }) {
  const events = new EventSource('/inbox/events');
  const on = (name, act) => events.addEventListener(name, event => act(JSON.parse(event.data)));
  let start = null;
  let history = [];
  on('start', value => {
    start = value;
    history = [];
  });
  on('lines', lines => {
    // What was there before the page is one picture, however many parts it comes in.
    if (start) history.push(...lines);
    else arrived(lines);
  });
  on('caughtUp', () => {
    connected(true);
    started(start, history);
    start = null;
    history = [];
  });
  on('removed', removed);
  on('cleared', cleared);
  on('faults', faulted);
  events.addEventListener('error', () => connected(false));
}

export const reply = (phone, sender, body) => request('POST', 'replies', { phone, sender, body });

export const switchFaults = faults => request('PUT', 'faults', faults);

export const clear = () => request('DELETE', 'messages');

async function request(method, name, content) {
  const response = await fetch(`/inbox/${name}`, {
    method,
    headers: content ? { 'Content-Type': 'application/json' } : {},
    body: content ? JSON.stringify(content) : undefined,
  });
  if (!response.ok) throw new Error(await response.text() || `The emulator answered ${response.status}.`);
}
