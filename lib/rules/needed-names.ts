import { CertificateSourceKind, Estate, NetworkSide } from '../model';
import { certifiability, Coverage, coverageOf, wildcardCovers } from '../names';
import { CertificateNames, CertificateView, EstateView, NamePresence, NameUse, NeededName } from '../policy';
import { UsedName, usesOf } from './name-uses';
import { counted, titleOf } from './words';

/** From this many names on vendors limit orders. */
const MANY = 100;

/** What each certificate of an estate must have as names, and why. Certificates that nobody meets are left out. */
export function certificateNames(estate: Estate, now: Date): CertificateNames[] {
  const view = new EstateView(estate, now);
  return view.certificates.flatMap((certificate) => {
    const uses = usesOf(certificate, view);
    return uses.size === 0 ? [] : [namesOf(certificate, uses, view)];
  });
}

function namesOf(view: CertificateView, uses: Map<string, UsedName>, { estate }: EstateView): CertificateNames {
  const { certificate } = view;
  const { facts, source, state } = certificate;
  // The certificate of setup is there until another one is ordered.
  const bought = source === CertificateSourceKind.PURCHASED || certificate.exchangeDefault;
  const needed = [...uses].map(([name, { host, uses: why }]): NeededName => {
    const answer = host.value === undefined ? undefined : certifiability(host.value);
    const refused = answer?.certifiable === false ? `it ${answer.reason} (${answer.source})` : undefined;
    return {
      name,
      known: host.value !== undefined,
      uses: why,
      has: HAS[coverageOf(certificate, host)] ?? NamePresence.MISSING,
      ...(refused === undefined || !bought ? {} : { refused, fix: insteadOf(name, why, estate, view) }),
    };
  });
  const order = needed.filter(({ refused }) => refused === undefined).map(({ name }) => name);
  const { commonName } = facts;
  // What the certificate has as its common name stays first: old clients look at it alone.
  if (commonName !== undefined && order.includes(commonName.toLowerCase()))
    order.unshift(...order.splice(order.indexOf(commonName.toLowerCase()), 1));
  return {
    certificate: certificate.id,
    title: titleOf(view),
    source,
    state,
    needed,
    superfluous: superfluousOf(view, needed),
    order,
    hints: hintsOf(order, needed, bought),
  };
}

const HAS: Partial<Record<Coverage, NamePresence>> = {
  [Coverage.EXACT]: NamePresence.EXACT,
  [Coverage.WILDCARD]: NamePresence.WILDCARD,
  [Coverage.UNKNOWN]: NamePresence.UNKNOWN,
};

/** What to do about a name that no public CA can certify. */
function insteadOf(name: string, uses: readonly NameUse[], estate: Estate, view: CertificateView): string {
  const inside = uses.every(({ side }) => side !== NetworkSide.OUTSIDE);
  const external = view.servers.flatMap(({ server }) => server.externalHost?.value ?? [])[0];
  const split = estate.organizations?.some(({ splitDns }) => splitDns === true)
    ? 'split DNS is there'
    : 'split DNS: the internal DNS answers the public name with the inside address';
  if (!inside) return `publish the protocol under a name of a public domain instead of ${name}`;
  return `let clients inside use ${external ?? 'a public name'} too (internalHostName; ${split})`;
}

/** Names that the certificate has and nobody uses; none where a name is used that only Terraform knows. */
function superfluousOf({ certificate }: CertificateView, needed: readonly NeededName[]): string[] {
  if (needed.some(({ known }) => !known)) return [];
  const used = new Set(needed.map(({ name }) => name));
  return (certificate.facts.dnsNames ?? []).flatMap(({ value }) => {
    if (value === undefined || used.has(value)) return [];
    return value.startsWith('*.') && [...used].some((name) => wildcardCovers(value, name)) ? [] : [value];
  });
}

function hintsOf(order: readonly string[], needed: readonly NeededName[], bought: boolean): string[] {
  const hints: string[] = [];
  const autodiscover = needed.filter(({ uses }) => uses.every(({ mailDomain }) => mailDomain !== undefined));
  if (bought && order.length >= MANY)
    hints.push(`${counted(order.length, 'name')} are more than many vendors take (often 100 at most)`);
  if (autodiscover.length > 1)
    hints.push(
      `${counted(autodiscover.length, 'name')} are there for Autodiscover of a mail domain alone: HTTP_REDIRECT or SRV_RECORD lead all mail domains to one name, SCP_ONLY needs none where nobody outside looks (MailDomain)`,
    );
  if (needed.some(({ known }) => !known)) hints.push('names that only Terraform knows are settled by a plan');
  return hints;
}
