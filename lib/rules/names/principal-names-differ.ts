import { ClientProtocol } from '../../model';
import { BindingView, defineRule, EstateView, Level, SubjectKind } from '../../policy';
import { listed } from '../words';

/** What Outlook is told where nobody sets anything. */
const UNSET = 'nothing';

export const principalNamesDiffer = defineRule({
  id: 'principal-names-differ',
  ref: 'ECA213',
  title: 'One setting of the organization is declared with several values',
  level: Level.WARNING,
  source: 'PS:Set-OutlookProvider',
  section: 'CertPrincipalName of the provider EXPR',
  rationale:
    'Set-OutlookProvider EXPR -CertPrincipalName is one setting for the whole organization: of two values that are declared, one is not what Outlook is told.',
  remediation:
    'declare one value, which every certificate that Outlook Anywhere meets has as a name; or leave it out everywhere, and Outlook expects the host name',
  subject: SubjectKind.ESTATE,
  applies: (estate) => estate.bindingsOf([ClientProtocol.OUTLOOK_ANYWHERE]).length > 0,
  check: (estate, report) => {
    for (const [organization, bindings] of byOrganization(estate)) {
      const values = new Map<string, BindingView[]>();
      for (const view of bindings) {
        const told = view.binding.certificatePrincipalName?.toLowerCase() ?? organization.told ?? UNSET;
        const known = values.get(told);
        if (known) known.push(view);
        else values.set(told, [view]);
      }
      if (organization.told !== undefined && !values.has(organization.told)) values.set(organization.told, []);
      if (values.size < 2) continue;
      const said = [...values].map(([told, views]) =>
        views.length === 0
          ? `${told} for the organization`
          : `${told} at ${listed(views.map(({ server }) => server.server.name))}`,
      );
      report.finding({
        message: `Outlook Anywhere is told ${said.join(', and ')}`,
        discriminator: organization.id,
        bindings: bindings.map(({ id }) => id),
        ...(bindings[0].location ? { location: bindings[0].location } : {}),
      });
    }
  },
});

interface Told {
  readonly id: string;
  /** What the organization declares, in lower case. */
  readonly told?: string;
}

/** Bindings of Outlook Anywhere by the organization of their server; servers of none are one organization together. */
function byOrganization(view: EstateView): [Told, BindingView[]][] {
  const rest: Told = { id: 'organization' };
  const byServer = new Map<string, Told>();
  for (const { id, servers, principalName } of view.estate.organizations ?? []) {
    const told: Told = { id, ...(principalName === undefined ? {} : { told: principalName.toLowerCase() }) };
    for (const server of servers) byServer.set(server, told);
  }
  const found = new Map<Told, BindingView[]>();
  for (const binding of view.bindingsOf([ClientProtocol.OUTLOOK_ANYWHERE])) {
    const own = byServer.get(binding.server.id) ?? rest;
    const known = found.get(own);
    if (known) known.push(binding);
    else found.set(own, [binding]);
  }
  return [...found];
}
