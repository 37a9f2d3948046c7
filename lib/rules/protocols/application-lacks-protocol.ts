import { applicationFacts } from '../../clients';
import { protocolFacts } from '../../exchange';
import { defineRule, Level, SubjectKind } from '../../policy';

export const applicationLacksProtocol = defineRule({
  id: 'application-lacks-protocol',
  ref: 'ECA713',
  title: 'A population names a program that does not speak one of its protocols',
  level: Level.NOTE,
  source: 'DERIVED',
  section: 'protocols of each application',
  rationale:
    'The matrix judges each protocol by the program that the population names. What that program does not speak, people use with another one, and then the answer is of the wrong program.',
  remediation: 'split the population: one for each program, each with its own protocols',
  subject: SubjectKind.POPULATION,
  applies: ({ population }) => population.application !== undefined,
  check: ({ population }, report) => {
    const application = applicationFacts(population.application as string);
    if (!application) {
      report.unknown(`nothing is known of the application ${population.application}`);
      return;
    }
    const foreign = population.uses.filter((protocol) => !application.protocols.includes(protocol));
    if (foreign.length === 0) return;
    report.finding({
      message: `${population.name} uses ${foreign.map((protocol) => protocolFacts(protocol).label).join(', ')}, which ${application.label} does not speak`,
    });
  },
});
