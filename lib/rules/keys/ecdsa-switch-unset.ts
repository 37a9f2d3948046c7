import { ECDSA_SWITCH } from '../../exchange';
import { CertificateRole, KeyType } from '../../model';
import { defineRule, EstateView, Level, ServerView, SubjectKind } from '../../policy';
import { listed } from '../words';

export const ecdsaSwitchUnset = defineRule({
  id: 'ecdsa-switch-unset',
  ref: 'ECA406',
  title: 'Servers with ECDSA certificates must be switched to them first',
  level: Level.NOTE,
  source: ECDSA_SWITCH.source,
  section: 'EnableEccCertificateSupport',
  rationale:
    'Support for ECDSA is off until a value in the registry of each server switches it on, and this declaration cannot see the registry.',
  remediation: `set ${ECDSA_SWITCH.valueName} to ${ECDSA_SWITCH.value} below ${ECDSA_SWITCH.registryKey} on each server before the certificate is assigned`,
  subject: SubjectKind.ESTATE,
  applies: ({ servers }) => servers.length > 0,
  check: (estate, report) => {
    const servers = serversWithEcdsa(estate);
    if (servers.length === 0) return;
    report.finding({
      message: `${listed(servers.map(({ server }) => server.name))} present ECDSA certificates; the switch must be set on each`,
    });
  },
});

function serversWithEcdsa(estate: EstateView): ServerView[] {
  const ecdsa = estate.certificates.filter(({ certificate }) => certificate.facts.keyType === KeyType.ECDSA);
  if (ecdsa.length === 0) return [];
  const ids = new Set(ecdsa.map(({ id }) => id));
  return estate.servers.filter(({ server }) =>
    server.roles.some(({ role, certificate }) => role !== CertificateRole.BACK_END && ids.has(certificate)),
  );
}
