// Twilio's own library for Node says of each request on the standard input whether Twilio made it. Prints the verdicts, as JSON.
import twilio from 'twilio';
import { readFileSync } from 'node:fs';

const requests = JSON.parse(readFileSync(0, 'utf8'));
const verdict = ({ secret, settings, signature, address, form, body }) => {
  const algorithm = twilio.getSignatureAlgorithm(settings ?? undefined);
  try {
    return body === null
      ? twilio.validateRequest(secret, signature, address, form, algorithm)
      : twilio.validateRequestWithBody(secret, signature, address, body, algorithm);
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};

console.log(JSON.stringify(requests.map(verdict)));
