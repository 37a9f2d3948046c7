/** Upper-case hexadecimal of an INTEGER's octets, without a leading zero octet; a negative number has a minus sign, as OpenSSL shows it. */
export function serialText(octets: Buffer): string {
  if (octets[0]! >= 0x80) {
    const value = (1n << BigInt(octets.length * 8)) - BigInt(`0x${octets.toString('hex')}`);
    return `-${evenHex(value.toString(16))}`;
  }
  const hex = octets.toString('hex').toUpperCase();
  return withoutZeros(hex);
}

/** Without zero octets at the start, of which a sound INTEGER has one at most. */
function withoutZeros(hex: string): string {
  return hex.length > 2 && hex.startsWith('00') ? hex.replace(/^(?:00)+(?=..)/, '') : hex;
}

/** The content octets of the INTEGER that a serial number in this form stands for. */
export function serialOctets(serial: string): Buffer {
  if (!serial.startsWith('-')) {
    const octets = Buffer.from(withoutZeros(serial), 'hex');
    return octets[0]! >= 0x80 ? Buffer.concat([Buffer.from([0]), octets]) : octets;
  }
  const value = BigInt(`0x${serial.slice(1)}`);
  let length = 1;
  while (value > 1n << BigInt(length * 8 - 1)) length++;
  return Buffer.from(((1n << BigInt(length * 8)) - value).toString(16).padStart(length * 2, '0'), 'hex');
}

/**
 * A serial number as people copy it: hexadecimal as OpenSSL prints it (`4F3A`, `serial=4F3A`, `71:8E:6F:AB`, `0x4F3A`), as Windows
 * shows it (`4f 3a`), in either case; undefined where the text is none. Numbers of more than 20 octets exist, in violation of RFC 5280
 * 4.1.2.2; nothing longer than 64 is taken.
 */
export function parseSerialNumber(text: string): string | undefined {
  const match = /^(?:serial(?:Number)?\s*[=:]\s*)?(-?)(?:0x)?([0-9a-f]+(?:[\s:-][0-9a-f]+)*)$/i.exec(cleaned(text));
  if (match === null) return undefined;
  const [, sign, digits] = match;
  const groups = digits.split(/[\s:-]/);
  // In groups each octet has its two digits: 4F:3 is a slip, not 04F3.
  if (groups.length > 1 && groups.some((group) => group.length % 2 !== 0)) return undefined;
  const hex = evenHex(groups.join('').replace(/^0+(?=.)/, ''));
  return hex.length > 128 ? undefined : `${sign}${hex}`;
}

/** Without blanks at the ends, and without the invisible mark that Windows' certificate dialog copies along. */
function cleaned(text: string): string {
  return text.slice(0, 400).replace(/^[\s\u200e\u200f\ufeff]+|[\s\u200e\u200f]+$/g, '');
}

function evenHex(hex: string): string {
  return (hex.length % 2 === 0 ? hex : `0${hex}`).toUpperCase();
}
