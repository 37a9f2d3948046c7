import { isAtLeast, releaseLabel } from '../../exchange';
import { ExchangeProduct } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { listed } from '../words';

const REFUSING = { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 15 };

export const exchange2013BesideSe = defineRule({
  id: 'exchange-2013-beside-se',
  ref: 'ECA905',
  title: 'Exchange 2013 stands beside a version whose setup refuses it',
  level: Level.ERROR,
  source: 'page:jaapwesselius.com',
  section: 'Exchange 2019 CU15: coexistence',
  rationale:
    'From 2019 CU15 on setup refuses an organization that still holds Exchange 2013: this estate cannot be built in this order.',
  remediation: 'move what is left on Exchange 2013 and remove it first, or stay below 2019 CU15 until then',
  subject: SubjectKind.ESTATE,
  applies: ({ servers }) => servers.some(({ server }) => server.release.product === ExchangeProduct.EXCHANGE_2013),
  check: ({ servers }, report) => {
    let untold: string | undefined;
    for (const { server } of servers) {
      const refuses = isAtLeast(server.release, REFUSING);
      if (refuses === true) {
        const old = servers
          .filter((other) => other.server.release.product === ExchangeProduct.EXCHANGE_2013)
          .map((other) => other.server.name);
        report.finding({
          message: `${server.name} runs ${releaseLabel(server.release)}, whose setup refuses an organization with Exchange 2013 (${listed(old)})`,
          location: server.location,
        });
        return;
      }
      if (refuses === undefined)
        untold ??= `whether the setup of ${releaseLabel(server.release)} on ${server.name} refuses Exchange 2013 depends on its cumulative update, which is not stated`;
    }
    if (untold !== undefined) report.unknown(untold);
  },
});
