import { extendedProtectionSupport, isExtendedProtectionOn, releaseLabel } from '../../exchange';
import { ExchangeRelease, ExtendedProtection } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { listed, serversByRelease } from '../words';

export const extendedProtectionOff = defineRule({
  id: 'extended-protection-off',
  ref: 'ECA1005',
  title: 'Extended Protection is off on servers that support it',
  level: Level.WARNING,
  source: 'HC:Diagnostics/HealthChecker/Analyzer/Security',
  section: 'Extended Protection configuration state',
  // The August 2022 update, the first that supports it.
  effectiveFrom: '2022-08-09',
  rationale:
    'Without it a man in the middle can pass the sign-in of a user on to Exchange (CVE-2024-21410 and others). Setup switches it on from 2019 CU14 on; before, somebody has to.',
  remediation:
    "switch it on with ExchangeExtendedProtectionManagement.ps1 and state it (ExtendedProtection.ON); first give publishing points that end TLS the servers' own certificate",
  subject: SubjectKind.ESTATE,
  applies: ({ servers }) => servers.length > 0,
  check: (estate, report) => {
    for (const [label, servers] of serversByRelease(estate, releaseLabel)) {
      const { release } = servers[0].server;
      if (extendedProtectionSupport(release).value !== true) continue;
      const off = servers.filter(({ server }) => isOff(release, server.extendedProtection));
      if (off.length > 0)
        report.finding({
          message: `Extended Protection is off on ${listed(off.map(({ server }) => server.name))} (${label})`,
          discriminator: label,
        });
    }
  },
});

/** Where setup switches it on, only a statement says that it is off. */
function isOff(release: ExchangeRelease, setting: ExtendedProtection | undefined): boolean {
  return isExtendedProtectionOn(release, setting).value === false;
}
