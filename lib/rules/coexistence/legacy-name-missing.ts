import { isAtLeast } from '../../exchange';
import { ClientProtocol, ExchangeProduct } from '../../model';
import { BindingView, defineRule, EstateView, Level, SubjectKind } from '../../policy';

const WEB = [ClientProtocol.OWA, ClientProtocol.ACTIVE_SYNC, ClientProtocol.EWS];
const FIRST_PROXY = { product: ExchangeProduct.EXCHANGE_2013 };

export const legacyNameMissing = defineRule({
  id: 'legacy-name-missing',
  ref: 'ECA904',
  title: 'Exchange 2007 beside 2013 or later has no name of its own',
  level: Level.WARNING,
  source: 'SSL13',
  section: 'Coexistence: legacy host name',
  rationale:
    'While 2007 mailboxes remain, clients are sent from the new servers to the old ones under a name of their own, such as legacy.contoso.com. Under the same name they come back to where they were.',
  remediation:
    'publish the 2007 servers under legacy.<domain> (externalHostName) and put that name into the certificate',
  subject: SubjectKind.ESTATE,
  applies: ({ servers }) =>
    servers.some(({ server }) => server.release.product === ExchangeProduct.EXCHANGE_2007) &&
    servers.some(({ server }) => isAtLeast(server.release, FIRST_PROXY) === true),
  check: (estate, report) => {
    const taken = new Set(
      webBindings(estate, (old) => !old).flatMap(({ binding }) =>
        binding.externalHosts.flatMap(({ value }) => value ?? []),
      ),
    );
    const clashes = new Map<string, BindingView[]>();
    let untold = false;
    for (const view of webBindings(estate, (old) => old)) {
      for (const { value } of view.binding.externalHosts) {
        if (value === undefined) untold = true;
        else if (taken.has(value)) clashes.set(value, [...(clashes.get(value) ?? []), view]);
      }
    }
    for (const [name, views] of clashes) {
      report.finding({
        message: `Exchange 2007 on ${views[0].server.server.name} is published as ${name}, the name of the newer servers`,
        discriminator: name,
        bindings: views.map(({ id }) => id),
      });
    }
    if (clashes.size === 0 && untold)
      report.unknown('the external names of the Exchange 2007 servers are known only to Terraform');
  },
});

function webBindings(estate: EstateView, wanted: (is2007: boolean) => boolean): BindingView[] {
  return estate.bindings.filter(
    ({ binding, server }) =>
      WEB.includes(binding.protocol) && wanted(server.server.release.product === ExchangeProduct.EXCHANGE_2007),
  );
}
