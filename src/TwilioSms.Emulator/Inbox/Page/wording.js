const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const number = new Intl.NumberFormat();

export const timeOf = line => time.format(new Date(line.time));

export const exactTime = instant => exact.format(new Date(instant));

export const counted = (count, one, many = `${one}s`) => `${number.format(count)} ${count === 1 ? one : many}`;

export function dayOf(line) {
  const date = new Date(line.time);
  return isToday(date) ? 'Today' : day.format(date);
}

export function briefTimeOf(line) {
  const date = new Date(line.time);
  return isToday(date) ? time.format(date) : shortDay.format(date);
}

/** A number as people write it; only the North American form is known well enough. */
export function phoneText(phone) {
  const match = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone);
  return match ? `+1 ${match[1]} ${match[2]} ${match[3]}` : phone || 'No number';
}

/** The end of a number tells people apart; its beginning is mostly the same. */
export const initialsOf = phone => phone.replace(/\D/g, '').slice(-2) || '?';

/** A colour of its own for each number, the same every time: numbers that differ in a digit or two, as neighbours do, are far apart. */
export function hueOf(phone) {
  const turns = [108, 50, 23, 11, 5];
  return [...phone].reverse().slice(0, turns.length).reduce((hue, character, place) => hue + character.codePointAt(0) * turns[place], 0) % 360;
}

/** When something is to happen, as briefly as it can be told from today. */
export function momentOf(instant) {
  const date = new Date(instant);
  return isToday(date) ? time.format(date) : `${shortDay.format(date)}, ${time.format(date)}`;
}

function isToday(date) {
  return date.toDateString() === new Date().toDateString();
}
