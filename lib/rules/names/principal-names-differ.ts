import { ClientProtocol } from '../../model';
import { BindingView, defineRule, EstateView, Level, SubjectKind } from '../../policy';
import { listed } from '../words';

/** What Outlook expects where nobody sets anything. */
const UNSET = 'nothing';

export const principalNamesDiffer = defineRule({
  id: 'principal-names-differ',
  ref: 'ECA213',
  title: 'One setting of the organization is declared with several values',
  level: Level.WARNING,
  source: 'PS:Set-OutlookProvider',
  section: 'CertPrincipalName of the provider EXPR',
  rationale:
    'Set-OutlookProvider EXPR -CertPrincipalName is one setting for the whole organization: of two values that are declared, one is not what Outlook gets.',
  remediation:
    'declare one value, which every certificate that Outlook Anywhere meets has as a name; or leave it out everywhere, and Outlook expects the host name',
  subject: SubjectKind.ESTATE,
  applies: (estate) => estate.bindingsOf([ClientProtocol.OUTLOOK_ANYWHERE]).length > 0,
  check: (estate, report) => {
    for (const [organization, bindings] of byOrganization(estate)) {
      const values = new Map<string, BindingView[]>();
      for (const view of bindings) {
        const expected = view.binding.certificatePrincipalName?.toLowerCase() ?? organization.expected ?? UNSET;
        const known = values.get(expected);
        if (known) known.push(view);
        else values.set(expected, [view]);
      }
      if (organization.expected !== undefined && !values.has(organization.expected))
        values.set(organization.expected, []);
      if (values.size < 2) continue;
      const said = [...values].map(([expected, views]) =>
        views.length === 0
          ? `${expected} for the organization`
          : `${expected} at ${listed(views.map(({ server }) => server.server.name))}`,
      );
      report.finding({
        message: `Outlook Anywhere is declared to expect ${said.join(', and ')}`,
        discriminator: organization.id,
        bindings: bindings.map(({ id }) => id),
        ...(bindings[0].location ? { location: bindings[0].location } : {}),
      });
    }
  },
});

interface Organization {
  readonly id: string;
  /** What the organization declares, in lower case. */
  readonly expected?: string;
}

/** Bindings of Outlook Anywhere by the organization of their server; servers of none are one organization together. */
function byOrganization(view: EstateView): [Organization, BindingView[]][] {
  const rest: Organization = { id: 'organization' };
  const byServer = new Map<string, Organization>();
  for (const { id, servers, principalName } of view.estate.organizations ?? []) {
    const organization: Organization = {
      id,
      ...(principalName === undefined ? {} : { expected: principalName.toLowerCase() }),
    };
    for (const server of servers) byServer.set(server, organization);
  }
  const found = new Map<Organization, BindingView[]>();
  for (const binding of view.bindingsOf([ClientProtocol.OUTLOOK_ANYWHERE])) {
    const own = byServer.get(binding.server.id) ?? rest;
    const known = found.get(own);
    if (known) known.push(binding);
    else found.set(own, [binding]);
  }
  return [...found];
}
