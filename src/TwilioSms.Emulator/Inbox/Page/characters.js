// Characters that people type, or that their word processors type for them, without a thought of what a text message costs.
const NAMES = new Map([
  ['‘', 'left single quotation mark'], ['’', 'right single quotation mark'], ['“', 'left double quotation mark'],
  ['”', 'right double quotation mark'], ['„', 'low double quotation mark'], ['‚', 'low single quotation mark'],
  ['«', 'left guillemet'], ['»', 'right guillemet'], ['–', 'en dash'], ['—', 'em dash'], ['‑', 'non-breaking hyphen'],
  ['−', 'minus sign'], ['…', 'ellipsis'], ['•', 'bullet'], ['·', 'middle dot'], ['`', 'backtick'], ['´', 'acute accent'],
  ['\t', 'tab'], ['\u00a0', 'no-break space'], ['\u202f', 'narrow no-break space'], ['\u2009', 'thin space'],
  ['\u200b', 'zero-width space'], ['\u200c', 'zero-width non-joiner'], ['\u200d', 'zero-width joiner'],
  ['\u2060', 'word joiner'], ['\ufeff', 'byte order mark'], ['\ufe0f', 'emoji variation selector'],
  ['\u200e', 'left-to-right mark'], ['\u200f', 'right-to-left mark'], ['\u00ad', 'soft hyphen'], ['\ufffd', 'replacement character'],
  ['™', 'trade mark sign'], ['©', 'copyright sign'], ['®', 'registered sign'], ['°', 'degree sign'], ['№', 'numero sign'],
  ['×', 'multiplication sign'], ['÷', 'division sign'], ['½', 'one half'], ['¼', 'one quarter'], ['¾', 'three quarters'],
  ['²', 'superscript two'], ['³', 'superscript three'], ['→', 'arrow'], ['✓', 'check mark'], ['✔', 'heavy check mark'],
  ['ı', 'dotless i'], ['ł', 'l with stroke'], ['Ł', 'L with stroke'], ['đ', 'd with stroke'], ['Đ', 'D with stroke'],
  ['œ', 'ligature oe'], ['Œ', 'ligature OE'], ['ð', 'eth'], ['þ', 'thorn'],
]);

const MARKS = new Map([
  ['\u0300', 'grave'], ['\u0301', 'acute'], ['\u0302', 'circumflex'], ['\u0303', 'tilde'], ['\u0304', 'macron'], ['\u0306', 'breve'],
  ['\u0307', 'dot'], ['\u0308', 'diaeresis'], ['\u030a', 'ring'], ['\u030b', 'double acute'], ['\u030c', 'caron'],
  ['\u0327', 'cedilla'], ['\u0328', 'ogonek'], ['\u0326', 'comma below'], ['\u0323', 'dot below'], ['\u0309', 'hook'], ['\u031b', 'horn'],
]);

const SCRIPTS = ['Arabic', 'Armenian', 'Bengali', 'Cyrillic', 'Devanagari', 'Georgian', 'Greek', 'Gujarati', 'Hangul', 'Han', 'Hebrew',
  'Hiragana', 'Katakana', 'Khmer', 'Latin', 'Tamil', 'Telugu', 'Thai'].map(name => [name, new RegExp(`\\p{Script=${name}}`, 'u')]);

/** The character and what it is called, as «’ right single quotation mark». */
export function named(character) {
  const name = NAMES.get(character) ?? accented(character) ?? kind(character);
  const code = `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /[\p{Z}\p{C}\p{M}]/u.test(character) ? `${name ?? 'character'} (${code})` : `${character} ${name ?? code}`;
}

function accented(character) {
  const [base, ...marks] = character.normalize('NFD');
  const names = marks.map(mark => MARKS.get(mark));
  return names.length > 0 && names.every(Boolean) && /\p{Script=Latin}/u.test(base) ? `${base} with ${names.join(' and ')}` : undefined;
}

function kind(character) {
  if (/\p{Regional_Indicator}/u.test(character)) return 'flag letter';
  if (/\p{Extended_Pictographic}/u.test(character)) return 'emoji';
  const script = SCRIPTS.find(([, pattern]) => pattern.test(character))?.[0];
  return script ? `${script} ${/\p{L}/u.test(character) ? (script === 'Han' ? 'character' : 'letter') : 'sign'}` : undefined;
}
