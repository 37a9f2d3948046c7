import { ClientProtocol, ExchangeProduct } from '../../model';
import { BindingView, defineRule, EstateView, Level, SubjectKind } from '../../policy';

export const mapiOverHttpBeside2013 = defineRule({
  id: 'mapi-over-http-beside-2013',
  ref: 'ECA906',
  title: 'MAPI over HTTP is taken to be on beside Exchange 2013, where it is not by default',
  level: Level.NOTE,
  source: 'MAPI16; PS:Set-OrganizationConfig',
  section: 'MapiHttpEnabled',
  rationale:
    'From 2016 on MAPI over HTTP is on by default, unless the organization still holds Exchange 2013: then clients go on with Outlook Anywhere until somebody switches it on for all.',
  remediation:
    'switch it on (Set-OrganizationConfig -MapiHttpEnabled $true) and declare it (addMapiOverHttp), or remove it from these servers (removeProtocol)',
  subject: SubjectKind.ESTATE,
  applies: (estate) =>
    estate.servers.some(({ server }) => server.release.product === ExchangeProduct.EXCHANGE_2013) &&
    assumed(estate).length > 0,
  check: (estate, report) => {
    const bindings = assumed(estate).filter(({ binding }) => binding.byDefault);
    if (bindings.length === 0) return;
    report.finding({
      message: `MAPI over HTTP on ${bindings[0].server.server.name} is taken to be on by default, and Exchange 2013 in the organization keeps it off`,
      bindings: bindings.map(({ id }) => id),
    });
  },
});

function assumed({ bindings }: EstateView): BindingView[] {
  return bindings.filter(
    ({ binding, server }) =>
      binding.protocol === ClientProtocol.MAPI_OVER_HTTP &&
      server.server.release.product !== ExchangeProduct.EXCHANGE_2013,
  );
}
