import { defineRule, Level, ServerView, SubjectKind } from '../../policy';
import { listed } from '../words';

export const serverFqdnShared = defineRule({
  id: 'server-fqdn-shared',
  ref: 'ECA220',
  title: 'Servers have one and the same name of their own',
  level: Level.WARNING,
  source: 'MODEL',
  section: 'serverFqdn: the name of the server itself',
  rationale:
    'Servers that share a name for clients still have names of their own: setup writes them into its certificate, and Exchange chooses certificates for SMTP by them. Where serverFqdn is left out, the shared name is taken for the name of each.',
  remediation: 'declare serverFqdn at each server that shares its internalHostName with another',
  subject: SubjectKind.ESTATE,
  applies: ({ servers }) => servers.length > 1,
  check: ({ servers }, report) => {
    const byName = new Map<string, ServerView[]>();
    for (const view of servers) {
      const { value, expression } = view.server.fqdn;
      const name = value ?? (expression as string);
      const known = byName.get(name);
      if (known) known.push(view);
      else byName.set(name, [view]);
    }
    for (const [name, views] of byName) {
      if (views.length < 2) continue;
      report.finding({
        message: `${listed(views.map(({ server }) => server.name))} are all called ${name}`,
        discriminator: name,
        ...(views[1].location ? { location: views[1].location } : {}),
      });
    }
  },
});
