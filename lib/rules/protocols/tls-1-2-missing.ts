import { releaseLabel, tlsFloor } from '../../exchange';
import { defineRule, Level, SubjectKind } from '../../policy';
import { serversByRelease } from '../servers-by-release';
import { listed } from '../words';

export const tls12Missing = defineRule({
  id: 'tls-1-2-missing',
  ref: 'ECA715',
  title: 'A release cannot serve TLS 1.2',
  level: Level.NOTE,
  source: 'page:risual.com; page:techcommunity.microsoft.com',
  section: 'TLS guidance for Exchange Server',
  rationale:
    'TLS 1.0 and 1.1 are on their way out of clients: a server without TLS 1.2 is left with clients of its own time, whatever its certificate says.',
  remediation:
    'install the update that brings TLS 1.2 (2010 SP3 RU19, 2013 CU19, 2016 CU8) and state it, or put a publishing point in front that speaks it',
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
          discriminator: label,
        });
      else report.unknown(`whether ${label} serves TLS 1.2 depends on its update, which is not stated: ${names}`);
    }
  },
});
