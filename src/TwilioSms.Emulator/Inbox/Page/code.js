// A message that a phone offers to fill in a code from speaks of one, in one of a few languages.
const SPEAKS_OF_CODE = new RegExp([
  String.raw`\b(codes?|otp|pin|passcode|password|verification|verify|tan|kod|kods|código|codice|kennwort|passwort|mot de passe|sms-tan|mã|kode|koodi)\b`,
  // Scripts that do not part words as \b knows them.
  '验证码|校验码|动态码|驗證碼|認證碼|認証コード|確認コード|暗証番号|パスコード|인증\\s?(번호|코드)|비밀번호|код|пароль|κωδικός|קוד|סיסמה|رمز|كود|رقم التحقق|کد|रहस्य|कोड|ओटीपी|รหัส',
].join('|'), 'iu');

// Writing that sets a code between words without a space.
const UNSPACED = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]`;

// Whole groups of digits, or of capitals and digits mixed; not the parts of prices, dates, times, numbers or addresses.
const CODE = new RegExp(
  String.raw`(?<!(?!${UNSPACED})[\p{L}\p{N}.,/+#$€£@_-]|\d:|[$€£¥] )(?:[A-Z]-)?(\d{3}[ -]\d{3}|\d{4,8}|(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,8})` +
  String.raw`(?!(?!${UNSPACED})[\p{L}\p{N}%€£_-]|[.,:/]\d|[年月日元円원])`,
  'u');

/** The code to type somewhere else that the text holds, or null. */
export function oneTimeCode(text) {
  // The last line of a message whose code is bound to a website.
  const bound = /^@\S+ #(\S+)$/m.exec(text);
  if (bound) return bound[1];
  return SPEAKS_OF_CODE.test(text) ? CODE.exec(text)?.[1].replace(/[ -]/g, '') ?? null : null;
}
