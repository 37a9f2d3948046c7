import { coverageOf, Coverage } from '../../matrix';
import { CertificateState } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const nameSuperfluous = defineRule({
  id: 'name-superfluous',
  ref: 'ECA202',
  title: 'A certificate names hosts that no client connects to',
  level: Level.NOTE,
  source: 'CERT16',
  section: 'Digital certificates best practices: use as few host names as possible',
  rationale:
    'Names that nobody uses cost money, tell outsiders what is inside, and keep a certificate from being issued when one of them can no longer be validated.',
  remediation: 'leave the name out at the next renewal, or declare the binding that uses it',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate, bindings }) => certificate.state === CertificateState.ISSUED && bindings.length > 0,
  check: ({ certificate, bindings, publishingPoints }, report) => {
    const used = [
      ...bindings.flatMap(({ binding }) => [...binding.externalHosts, ...binding.internalHosts]),
      ...publishingPoints.flatMap(({ point }) => point.hostNames),
    ];
    // A name that Terraform alone knows may be any of them.
    if (used.some((host) => host.value === undefined)) return;
    for (const name of certificate.facts.dnsNames ?? []) {
      if (name.value === undefined) continue;
      const alone = { ...certificate, facts: { ...certificate.facts, dnsNames: [name] } };
      const serves = used.some((host) => [Coverage.EXACT, Coverage.WILDCARD].includes(coverageOf(alone, host)));
      if (!serves)
        report.finding({
          message: `no declared client connects to ${name.value}, which the certificate names`,
          discriminator: name.value,
        });
    }
  },
});
