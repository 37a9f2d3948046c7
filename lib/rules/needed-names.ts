import { DOWNLOAD_NAME_SETTING, nameSetting, protocolFacts } from '../exchange';
import {
  AutodiscoverMethod,
  CertificateSourceKind,
  ClientProtocol,
  Estate,
  HostName,
  NetworkSide,
  PublishingMode,
} from '../model';
import { certifiability, Coverage, coverageOf, wildcardCovers } from '../names';
import {
  BindingView,
  CertificateNames,
  CertificateView,
  EstateView,
  NamePresence,
  NameUse,
  NeededName,
} from '../policy';
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

interface UsedName {
  readonly host: HostName;
  readonly uses: NameUse[];
}

/** Names that are used where a certificate is shown, each with its uses, in the order of declaration. */
export function usesOf(view: CertificateView, { estate }: EstateView): Map<string, UsedName> {
  const found = new Map<string, UsedName>();
  const add = (host: HostName, use: NameUse): void => {
    const key = host.value ?? (host.expression as string);
    const known = found.get(key);
    if (!known) found.set(key, { host, uses: [use] });
    else known.uses.push(use);
  };
  const methods = new Map(estate.mailDomains.map(({ domain, method }) => [domain, method]));
  const outside = (binding: BindingView): void => {
    for (const host of binding.binding.externalHosts) add(host, useOf(binding, NetworkSide.OUTSIDE, host, methods));
  };
  for (const binding of view.bindings) if (!endsBefore(binding)) outside(binding);
  for (const { point, bindings } of view.publishingPoints) {
    for (const binding of bindings) if (endsBefore(binding)) outside(binding);
    for (const host of point.hostNames)
      add(host, {
        what: 'publishing point',
        at: point.name,
        side: NetworkSide.OUTSIDE,
        setting: 'hostNames of the publishing point',
      });
  }
  for (const binding of view.bindings) {
    for (const host of binding.binding.internalHosts) add(host, useOf(binding, NetworkSide.INSIDE, host, methods));
    const { server } = binding.server;
    for (const host of binding.binding.downloadHosts ?? [])
      add(host, { what: 'downloads of Outlook Web App', at: server.name, ...DOWNLOAD_NAME_SETTING });
  }
  for (const connector of estate.connectors ?? []) {
    if (connector.certificate !== view.id || !connector.fqdn) continue;
    const setting = `Set-${connector.kind === 'send' ? 'Send' : 'Receive'}Connector -Fqdn`;
    add(connector.fqdn, { what: `${connector.kind} connector`, at: connector.name, setting });
  }
  for (const hybrid of estate.hybrids ?? []) {
    if (!hybrid.certificates.includes(view.id)) continue;
    const at = hybrid.id;
    // The subject is the primary domain (HYB).
    for (const value of [hybrid.primaryDomain, `autodiscover.${hybrid.primaryDomain}`])
      add({ value }, { what: 'hybrid deployment', at, setting: 'primary SMTP domain' });
    for (const host of hybrid.transportHosts)
      add(host, { what: 'mail from Exchange Online', at, setting: 'Hybrid Configuration wizard, transport host' });
  }
  return found;
}

function useOf(
  { binding, server }: BindingView,
  side: NetworkSide,
  { value }: HostName,
  methods: ReadonlyMap<string, AutodiscoverMethod>,
): NameUse {
  const mailDomain =
    binding.protocol === ClientProtocol.AUTODISCOVER && side === NetworkSide.OUTSIDE && value !== undefined
      ? /^autodiscover\.(.+)$/.exec(value)?.[1]
      : undefined;
  return {
    what: protocolFacts(binding.protocol).label,
    at: server.server.name,
    side,
    setting: nameSetting(binding.protocol, server.server.release, side).setting,
    ...(mailDomain !== undefined && methods.has(mailDomain) ? { mailDomain } : {}),
  };
}

/** Whether TLS of clients outside ends before the server: they then meet the certificate of the publishing point. */
function endsBefore({ publishingPoint }: BindingView): boolean {
  return publishingPoint !== undefined && publishingPoint.point.mode !== PublishingMode.PASS_THROUGH;
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
