import { protocolFacts } from '../../exchange';
import { Certificate, CertificateSourceKind, CertificateState, ClientProtocol, HostName } from '../../model';
import { certifiability, Coverage, coverageOf, isCovered } from '../../names';
import {
  BindingView,
  CertificateView,
  certificatesMetAnywhere,
  Condition,
  ConditionKind,
  defineRule,
  hostsMet,
  isBare,
  Level,
  SubjectKind,
  waysFromAnywhere,
} from '../../policy';
import { titleOf } from '../words';

export const nameNotCovered = defineRule({
  id: 'name-not-covered',
  ref: 'ECA201',
  title: 'A certificate does not name a host that clients connect to',
  level: Level.ERROR,
  source: 'CERT16; KB940726',
  section: 'Certificate requirements for Exchange services; the name on the security certificate is invalid',
  rationale:
    'Every name that clients connect to must be in the certificate or under a wildcard of it: else Outlook warns, and phones refuse (0x80072F06).',
  remediation: 'add the name to the certificate, or publish the protocol under a name that it has',
  askable: true,
  subject: SubjectKind.CERTIFICATE,
  applies: ({ bindings, publishingPoints }) => bindings.length + publishingPoints.length > 0,
  check: (view, report) => {
    const { certificate } = view;
    const look = new Look(certificate);
    for (const binding of view.bindings) {
      const { downloadHosts, externalHosts, internalHosts } = binding.binding;
      if (isBare(binding) && !isLedElsewhere(binding)) {
        look.at(externalHosts, binding);
        look.at(internalHosts, binding);
      } else look.at(hostsAt(binding, view), binding);
      if (downloadHosts && certificatesMetAnywhere(binding).includes(view)) look.at(downloadHosts, binding);
    }
    for (const { bindings } of view.publishingPoints)
      for (const binding of bindings) look.at(hostsAt(binding, view), binding);
    for (const [expression, { binding }] of look.unknown ?? []) {
      report.unknown(
        `${protocolFacts(binding.protocol).label} is reached under a name that only Terraform knows (${expression})`,
        conditionOf(certificate, expression),
      );
    }
    for (const [name, bindings] of look.missing ?? []) {
      const has = certificate.facts.dnsNames?.map((dns) => dns.value ?? dns.expression).join(', ') ?? 'unknown names';
      report.finding({
        message: `${titleOf(view)} does not name ${name}; it names ${has === '' ? 'nothing' : has}`,
        discriminator: name,
        bindings: [...bindings],
        ...(remedyFor(view, name) ?? {}),
      });
    }
  },
});

/** What helps where the name can't be added: undefined where it can. */
function remedyFor({ certificate }: CertificateView, name: string): { readonly fix: string } | undefined {
  if (certificate.source !== CertificateSourceKind.PURCHASED) return undefined;
  const { certifiable, reason } = certifiability(name);
  if (certifiable) return undefined;
  return {
    fix: `no public CA can add ${name}, because it ${reason}; use the public name inside too (split DNS: the internal DNS answers it with the inside address), and declare it as internalHostName`,
  };
}

/** What a certificate says to the names of its bindings. Most lists of them come again and again, and are covered. */
class Look {
  public missing?: Map<string, Set<string>>;
  public unknown?: Map<string, BindingView>;
  /** The two lists that were found covered last: one outside, one inside. */
  private covered: readonly (readonly HostName[])[] = [];

  public constructor(private readonly certificate: Certificate) {}

  public at(hosts: readonly HostName[], view: BindingView): void {
    if (hosts === this.covered[0] || hosts === this.covered[1]) return;
    let covered = true;
    for (const host of hosts) {
      const coverage = coverageOf(this.certificate, host);
      if (isCovered(coverage)) continue;
      covered = false;
      if (coverage === Coverage.UNKNOWN) {
        if (host.expression !== undefined && !this.unknown?.has(host.expression))
          (this.unknown ??= new Map()).set(host.expression, view);
      } else this.miss(host.value as string, view.id);
    }
    if (covered) this.covered = [hosts, this.covered[0]];
  }

  private miss(name: string, binding: string): void {
    this.missing ??= new Map();
    const bindings = this.missing.get(name);
    if (bindings) bindings.add(binding);
    else this.missing.set(name, new Set([binding]));
  }
}

/** Whether redirects or SRV records may lead clients of Autodiscover to names that the binding does not list. */
function isLedElsewhere({ binding, server }: BindingView): boolean {
  return (
    binding.protocol === ClientProtocol.AUTODISCOVER && server.mailDomains.some(({ target }) => target !== undefined)
  );
}

/** Names under which clients inside and outside meet this certificate at a binding, and those under which declared clients do. */
function hostsAt(binding: BindingView, view: CertificateView): HostName[] {
  // Groups of one list come alike.
  const declared = binding.groupLists.flatMap(([group]) => group?.hostsOf(binding, view) ?? []);
  return [...hostsMet(waysFromAnywhere(binding), view), ...declared];
}

/** What Terraform is asked; a certificate that it makes itself takes the name from the same expression. */
function conditionOf({ facts, state }: Certificate, expression: string): Condition | undefined {
  const patterns = facts.dnsNames?.flatMap((dns) => dns.value ?? []);
  if (!patterns || state === CertificateState.DECLARED) return undefined;
  return {
    kind: ConditionKind.NAME_COVERED,
    expression,
    patterns,
    message: `the certificate names ${patterns.join(', ')} and not the host name that clients connect to; add the name to the certificate or connect under one that it has`,
  };
}
