import { clientFactsOf } from '../../clients';
import { Population, StatedFact } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const populationStatesFacts = defineRule({
  id: 'population-states-facts',
  ref: 'ECA908',
  title: 'A population states a fact that the tables do not hold',
  level: Level.NOTE,
  source: 'DECLARED',
  section: 'stated facts of a population',
  rationale:
    'A stated fact comes before what the tables hold, so cells of the matrix stand on it. Whoever reviews the estate should see what was tried, and when.',
  remediation: 'try it again after each update of these clients, and state the new day; or leave the statement out',
  subject: SubjectKind.POPULATION,
  applies: ({ population }) => (population.stated?.length ?? 0) > 0,
  check: ({ population }, report) => {
    for (const stated of population.stated ?? []) {
      if (isKnownAnyway(population, stated)) continue;
      const { fact, holds, ground, on } = stated;
      report.finding({
        message: `${population.name} states that ${fact} ${holds ? 'holds' : 'does not hold'} for its clients: ${ground} (${on})`,
        discriminator: fact,
      });
    }
  },
});

/** Whether the tables say the same, for each protocol that these clients use. */
function isKnownAnyway(population: Population, { fact, holds, on }: StatedFact): boolean {
  return population.uses.every((protocol) => {
    const { value } = clientFactsOf({ ...population, stated: [], protocol, day: on })[fact];
    return value === holds;
  });
}
