import { tokenCheckingOf } from '../../exchange';
import { ClientProtocol, TokenChecking } from '../../model';
import { BindingView, defineRule, EstateView, Level, SubjectKind } from '../../policy';
import { listed } from '../words';

export const hybridAgentWithExtendedProtection = defineRule({
  id: 'hybrid-agent-with-extended-protection',
  ref: 'ECA1008',
  title: 'Servers that the Hybrid Agent publishes check channel binding on the web services',
  level: Level.ERROR,
  source: 'EPDOC',
  section: 'Modern Hybrid and the Hybrid Agent',
  rationale:
    'The Hybrid Agent ends TLS and opens a connection of its own: with Extended Protection on the web services of the front end, mailbox moves and free/busy between the organization and Exchange Online stop.',
  remediation:
    'leave it out for the web services alone: run setup with /DoNotEnableEPFEEWS or the script with -ExcludeVirtualDirectories EWSFrontEnd, state ExtendedProtection.ON_EXCEPT_FRONT_END_EWS, and let only the agent reach the server',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => (estate.organizations ?? []).some(({ hybridAgent }) => hybridAgent === true),
  check: (estate, report) => {
    for (const organization of estate.estate.organizations ?? []) {
      if (organization.hybridAgent !== true) continue;
      const services = webServicesOf(estate, organization.servers);
      const checked = services.filter((view) => candidatesOf(view).every((value) => value !== TokenChecking.NONE));
      if (checked.length > 0)
        report.finding({
          message: `the web services of ${namesOf(checked)} check channel binding, and the Hybrid Agent publishes the servers of the organization`,
          discriminator: organization.id,
          path: organization.id,
          location: organization.location,
          bindings: checked.map(({ id }) => id),
        });
      const open = services.filter((view) => candidatesOf(view).length > 1);
      if (checked.length === 0 && open.length > 0)
        report.unknown(
          `whether the web services of ${namesOf(open)} check channel binding depends on the build, which is not stated`,
        );
    }
  },
});

function webServicesOf(estate: EstateView, servers: readonly string[]): BindingView[] {
  const ids = new Set(servers);
  return estate.bindingsOf([ClientProtocol.EWS]).filter(({ server }) => ids.has(server.id));
}

function candidatesOf({ binding, server }: BindingView): TokenChecking[] {
  return tokenCheckingOf(server.server, binding.protocol, binding.tokenChecking).candidates;
}

function namesOf(bindings: readonly BindingView[]): string {
  return listed(bindings.map(({ server }) => server.server.name));
}
