import { CertificateState } from '../../model';
import { wildcardCovers } from '../../names';
import { CertificateView, defineRule, EstateView, Level, SubjectKind } from '../../policy';
import { usesOf } from '../needed-names';

export const nameSuperfluous = defineRule({
  id: 'name-superfluous',
  ref: 'ECA202',
  title: 'A certificate names hosts that no client connects to',
  level: Level.NOTE,
  source: 'CERT16',
  section: 'Digital certificates best practices: use as few host names as possible',
  rationale:
    'Names that nobody uses cost money, show outsiders what is inside, and keep a certificate from being issued when one of them can no longer be validated.',
  remediation: 'leave the name out at the next renewal, or declare the binding that uses it',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate, bindings }) => certificate.state === CertificateState.ISSUED && bindings.length > 0,
  check: (view, report, estate) => {
    const used = namesUsed(view, estate);
    // A name that Terraform alone knows may be any of them.
    if (!used) return;
    for (const { value } of view.certificate.facts.dnsNames ?? []) {
      if (value === undefined || used.has(value) || (value.startsWith('*.') && coversSome(value, used))) continue;
      report.finding({
        message: `no declared client connects to ${value}, which the certificate names`,
        discriminator: value,
      });
    }
  },
});

/** Names that something uses where this certificate is shown; undefined where Terraform alone knows one. */
function namesUsed(view: CertificateView, estate: EstateView): Set<string> | undefined {
  const used = [...usesOf(view, estate)];
  return used.some(([, { host }]) => host.value === undefined) ? undefined : new Set(used.map(([name]) => name));
}

function coversSome(pattern: string, hosts: Set<string>): boolean {
  for (const host of hosts) if (wildcardCovers(pattern, host)) return true;
  return false;
}
