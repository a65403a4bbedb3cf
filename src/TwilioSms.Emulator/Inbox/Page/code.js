// A message that a phone offers to fill in a code from speaks of one, in one of a few languages.
const SPEAKS_OF_CODE = /\b(codes?|otp|pin|passcode|password|verification|verify|tan|kod|kods|código|codice|kennwort|passwort|mot de passe|sms-tan)\b/iu;

// Whole groups of digits, or of capitals and digits mixed; not the parts of prices, dates, times, numbers or addresses.
const CODE = /(?<![\p{L}\p{N}.,:/+#$€£@_-]|[$€£] )(?:[A-Z]-)?(\d{3}[ -]\d{3}|\d{4,8}|(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,8})(?![\p{L}\p{N}%€£_-]|[.,:/]\d)/u;

/** The code to type somewhere else that the text holds, or null. */
export function oneTimeCode(text) {
  // The last line of a message whose code is bound to a website.
  const bound = /^@\S+ #(\S+)$/m.exec(text);
  if (bound) return bound[1];
  return SPEAKS_OF_CODE.test(text) ? CODE.exec(text)?.[1].replace(/[ -]/g, '') ?? null : null;
}
