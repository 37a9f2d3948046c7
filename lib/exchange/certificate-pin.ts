/** Issuer and subject of a certificate as `TlsCertificateName` of a connector names them. */
export interface CertificatePin {
  readonly issuer: string;
  readonly subject: string;
}

/** Reads `<I>issuer<S>subject`. Undefined: it is none. */
export function parsePin(text: string): CertificatePin | undefined {
  const match = /^<I>(.*)<S>(.*)$/i.exec(text.trim());
  return match ? { issuer: match[1]!, subject: match[2]! } : undefined;
}

/** Whether a certificate with this issuer and subject is the pinned one. */
export function matchesPin(pin: CertificatePin, issuer: string, subject: string): boolean {
  return isSameName(pin.issuer, issuer) && isSameName(pin.subject, subject);
}

/** Short names of attributes that .NET spells in its own way. */
const SPELLINGS: Readonly<Record<string, string>> = { s: 'st', e: 'emailaddress', email: 'emailaddress' };

/** Exchange and RFC 4514 set blanks, quotes, the names of attributes and their order differently. */
function isSameName(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

function normal(name: string): string {
  return (name.match(/(?:"(?:[^"]|"")*"|\\.|[^,"])+/g) ?? [])
    .map((part) => {
      const [attribute, ...value] = part.trim().split('=');
      const plain = value.join('=').trim().replace(/^"|"$/g, '').replace(/""/g, '"').replace(/\\(.)/g, '$1');
      const type = attribute!.trim().toLowerCase();
      return `${SPELLINGS[type] ?? type}=${plain.toLowerCase()}`;
    })
    .sort()
    .join(',');
}
