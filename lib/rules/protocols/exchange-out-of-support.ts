import { SupportEnd, supportEnd } from '../../exchange';
import { defineRule, Level, SubjectKind } from '../../policy';
import { listed, serversByRelease } from '../words';

export const exchangeOutOfSupport = defineRule({
  id: 'exchange-out-of-support',
  ref: 'ECA714',
  title: 'An Exchange version is out of support',
  level: Level.NOTE,
  source: 'SEED; HC:Shared/Get-ExchangeBuildVersionInformation.ps1',
  section: 'end of support',
  rationale:
    'A version out of support gets no security updates, and none of the changes that clients and CAs go on to demand.',
  remediation: 'upgrade to a version in support',
  subject: SubjectKind.ESTATE,
  applies: ({ servers }) => servers.length > 0,
  check: (estate, report) => {
    const today = estate.now.toISOString().slice(0, 10);
    for (const [product, servers] of serversByRelease(estate, ({ product: line }) => line)) {
      const end = supportEnd(servers[0].server.release);
      if (today <= end.date) continue;
      const names = servers.map(({ server }) => server.name);
      report.finding({
        message: `Exchange ${product} is out of support since ${end.date}${paidUpdates(end, today)}: ${listed(names)}`,
        discriminator: product,
      });
    }
  },
});

/** What is still released for those who pay, as of a day. */
function paidUpdates({ paidUntil }: SupportEnd, today: string): string {
  if (paidUntil === undefined) return '';
  return today <= paidUntil ? ` (paid updates until ${paidUntil})` : `, and paid updates ended on ${paidUntil}`;
}
