import { breaches, rfc5280, strictPublic, type Certificate509 } from '../../pki';

/** A breach of a standard by one certificate: it does not concern clients, which overlook many. */
export interface BreachView {
  /** Display name of the certificate. */
  readonly certificate: string;
  readonly code: string;
  readonly section: string;
  readonly message: string;
}

/** Most breaches of one certificate that are shown. */
const MOST = 20;

/**
 * Every breach of RFC 5280 by the certificates of a path; of a path that ends in a commercial root, also of the CA/Browser Forum's
 * Baseline Requirements.
 * @param path leaf first
 * @param isPublic whether it ends in a commercial root
 */
export function breachesOf(path: readonly Certificate509[], isPublic: boolean): BreachView[] {
  const profile = isPublic ? strictPublic : rfc5280;
  return path.flatMap((certificate, i) => {
    const isTop = i > 0 && i === path.length - 1 && certificate.isSelfIssued;
    const role = isTop ? 'anchor' : i > 0 || certificate.isCa ? 'ca' : 'leaf';
    const found = [...encodingBreaches(certificate), ...breaches(certificate, role, profile)];
    return found
      .filter(({ code }) => code !== 'encoding' && code !== 'extension-syntax')
      .slice(0, MOST)
      .map(({ code, section, message }) => ({ certificate: certificate.displayName, code, section, message }));
  });
}

/** All of the encoding, where a path is refused for the first alone. */
function encodingBreaches({ encodingFaults, extensionFaults }: Certificate509): Omit<BreachView, 'certificate'>[] {
  return [
    ...encodingFaults.map((message) => ({ code: 'encoding-fault', section: 'X.690 10, RFC 5280 4.1', message })),
    ...extensionFaults.map(({ oid, message }) => ({
      code: 'extension-fault',
      section: 'RFC 5280 4.2',
      message: `extension ${oid}: ${message}`,
    })),
  ];
}
