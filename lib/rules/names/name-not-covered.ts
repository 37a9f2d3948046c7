import { protocolFacts } from '../../exchange';
import { Coverage, coverageOf, isCovered } from '../../matrix';
import { CertificateState } from '../../model';
import { ConditionKind, defineRule, Level, SubjectKind } from '../../policy';

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
  applies: ({ bindings }) => bindings.length > 0,
  check: (view, report) => {
    const { certificate } = view;
    const missing = new Map<string, string[]>();
    const asked = new Set<string>();
    for (const { binding, id } of view.bindings) {
      for (const host of [...binding.externalHosts, ...binding.internalHosts]) {
        const coverage = coverageOf(certificate, host);
        if (coverage !== Coverage.UNKNOWN && !isCovered(coverage)) {
          const name = host.value as string;
          missing.set(name, [...(missing.get(name) ?? []), id]);
        } else if (coverage === Coverage.UNKNOWN && host.expression !== undefined && !asked.has(host.expression)) {
          asked.add(host.expression);
          const patterns = certificate.facts.dnsNames?.flatMap((dns) => dns.value ?? []);
          report.unknown(
            `${protocolFacts(binding.protocol).label} is reached under a name that only Terraform knows (${host.expression})`,
            patterns && certificate.state !== CertificateState.DECLARED
              ? {
                  kind: ConditionKind.NAME_COVERED,
                  expression: host.expression,
                  patterns,
                  message: `the certificate names ${patterns.join(', ')} and not the host name that clients connect to; add the name to the certificate or connect under one that it has`,
                }
              : undefined,
          );
        }
      }
    }
    for (const [name, bindings] of missing) {
      const has = certificate.facts.dnsNames?.map((dns) => dns.value ?? dns.expression).join(', ') ?? 'unknown names';
      const default_ = certificate.exchangeDefault
        ? 'the certificate that setup installed'
        : `the certificate ${certificate.facts.commonName ?? certificate.id}`;
      report.finding({
        message: `${default_} does not name ${name}; it names ${has === '' ? 'nothing' : has}`,
        discriminator: name,
        bindings,
      });
    }
  },
});
