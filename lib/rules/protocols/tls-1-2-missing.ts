import { firstWithTls12, releaseLabel, tlsFloor } from '../../exchange';
import { ExchangeRelease } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { listed, serversByRelease } from '../words';

export const tls12Missing = defineRule({
  id: 'tls-1-2-missing',
  ref: 'ECA715',
  title: 'A release cannot serve TLS 1.2',
  level: Level.NOTE,
  source: 'page:risual.com; page:techcommunity.microsoft.com',
  section: 'TLS guidance for Exchange Server',
  // The spring in which browsers switched TLS 1.0 and 1.1 off.
  effectiveFrom: '2020-03-01',
  rationale:
    'TLS 1.0 and 1.1 are on their way out of clients: a server without TLS 1.2 is left with clients of its own time, whatever its certificate says.',
  remediation: 'install the update that brings TLS 1.2 and state it, or put a publishing point in front that speaks it',
  subject: SubjectKind.ESTATE,
  applies: ({ servers }) => servers.length > 0,
  check: (estate, report) => {
    for (const [label, servers] of serversByRelease(estate, releaseLabel)) {
      const support = tlsFloor(servers[0].server.release).tls12;
      if (support.value === true) continue;
      const names = listed(servers.map(({ server }) => server.name));
      if (support.value === false)
        report.finding({
          message: `${label} cannot serve TLS 1.2 (${support.note ?? support.source}): ${names}`,
          fix: fixFor(servers[0].server.release),
          discriminator: label,
        });
      else report.unknown(`whether ${label} serves TLS 1.2 depends on its update, which is not stated: ${names}`);
    }
  },
});

/** A line for which no update brings TLS 1.2 is not offered the updates of another. */
function fixFor(release: ExchangeRelease): string {
  const first = firstWithTls12(release.product);
  return first === undefined
    ? 'put a publishing point in front that speaks TLS 1.2, or move to a version that serves it'
    : `install ${releaseLabel(first)} or later and state it, or put a publishing point in front that speaks TLS 1.2`;
}
