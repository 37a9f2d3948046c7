import { isExtendedProtectionOn } from '../../exchange';
import { TlsRange, TlsVersion } from '../../model';
import { defineRule, EstateView, Level, ServerView, SubjectKind } from '../../policy';
import { listed } from '../words';

export const tlsSettingsUnequal = defineRule({
  id: 'tls-settings-unequal',
  ref: 'ECA1010',
  title: 'Servers with Extended Protection state different TLS versions',
  level: Level.WARNING,
  source: 'EPDOC',
  section: 'TLS configuration must be consistent across all Exchange servers',
  rationale:
    'Servers pass connections on to each other. Where their TLS settings differ, the connection behind the first server can fail, and Extended Protection with it. TLS 1.3 does not count.',
  remediation: 'give all servers the same TLS versions (tls), set explicitly in Windows and in .NET',
  subject: SubjectKind.ESTATE,
  applies: (estate) => stated(estate).length > 1,
  check: (estate, report) => {
    const byRange = new Map<string, string[]>();
    for (const { server } of stated(estate)) {
      const range = rangeOf(server.tls as TlsRange);
      byRange.set(range, [...(byRange.get(range) ?? []), server.name]);
    }
    if (byRange.size < 2) return;
    const groups = [...byRange].map(([range, names]) => `${range} on ${listed(names)}`);
    report.finding({ message: `servers with Extended Protection state different TLS versions: ${groups.join('; ')}` });
  },
});

/** Servers that state their TLS versions and have Extended Protection. */
function stated({ servers }: EstateView): ServerView[] {
  return servers.filter(
    ({ server }) =>
      server.tls !== undefined && isExtendedProtectionOn(server.release, server.extendedProtection).value === true,
  );
}

function rangeOf({ lowest, highest }: TlsRange): string {
  const upTo = highest === TlsVersion.TLS_1_3 ? TlsVersion.TLS_1_2 : highest;
  return `${lowest ?? 'any'} to ${upTo ?? 'any'}`;
}
