/** Follows the emulator: everything there is at once, then every change as it happens. */
export function follow({ started, arrived, removed, cleared, faulted, delivering, connected }) {
  const events = new EventSource('/emulator/events');
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
  on('deliveries', delivering);
  events.addEventListener('error', () => connected(false));
}

export const reply = (phone, sender, body, media = []) => request('POST', 'messages', { from: phone, to: sender, body, media });

export const switchFaults = faults => request('PUT', 'faults', faults);

/** Lets messages to the number fail with Twilio's code, or be delivered where it is null. */
export const deliverAs = (phone, errorCode) => request('PUT', `deliveries/${encodeURIComponent(phone)}`, { errorCode });

export const clear = () => request('DELETE', 'messages');

export const forget = id => request('DELETE', `messages/${id}`);

async function request(method, name, content) {
  const response = await fetch(`/emulator/${name}`, {
    method,
    headers: content ? { 'Content-Type': 'application/json' } : {},
    body: content ? JSON.stringify(content) : undefined,
  });
  if (response.ok) return;
  const { error } = await response.json().catch(() => ({}));
  throw new Error(error || `The emulator answered ${response.status}.`);
}
