import { ClientPlace } from '../../model';
import { isInternalName } from '../../names';
import { BindingView, defineRule, EstateView, Level, SubjectKind } from '../../policy';
import { titleOf } from '../words';

export const revocationOutOfReach = defineRule({
  id: 'revocation-out-of-reach',
  ref: 'ECA506',
  title: 'Clients outside cannot ask whether a certificate is revoked',
  level: Level.WARNING,
  source: 'SEED',
  section: 'Overview of Digital Certificates: a certificate must not have been revoked',
  rationale:
    'A CRL in the directory (ldap:) or on an internal host is out of reach for phones and computers outside: those that insist fail (0x80072F19), the others never learn of a revocation.',
  remediation:
    'publish the CRL under an http: address with a public host name, and have the CA write that address into its certificates',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate, bindings, publishingPoints }) => {
    const { crlUrls, ocspUrls } = certificate.facts;
    return (crlUrls?.length ?? 0) + (ocspUrls?.length ?? 0) > 0 && bindings.length + publishingPoints.length > 0;
  },
  check: (view, report, estate) => {
    const { crlUrls, ocspUrls } = view.certificate.facts;
    const urls = [...(crlUrls ?? []), ...(ocspUrls ?? [])];
    if (urls.some(isReachableOutside)) return;
    const populations = clientsOutside(
      [...view.bindings, ...view.publishingPoints.flatMap(({ bindings }) => bindings)],
      estate,
    );
    if (populations.length === 0) return;
    report.finding({
      message: `${titleOf(view)} publishes its revocation only at ${urls[0]}, which clients outside do not reach`,
      populations,
    });
  },
});

function isReachableOutside(url: string): boolean {
  const parsed = /^https?:\/\/(\[[^\]]+\]|[^/:?#]+)/i.exec(url);
  return parsed !== null && !isInternalName(parsed[1]);
}

function clientsOutside(bindings: BindingView[], estate: EstateView): string[] {
  return estate.populations
    .filter((view) => view.population.place === ClientPlace.OUTSIDE && bindings.some((binding) => view.uses(binding)))
    .map(({ id }) => id);
}
