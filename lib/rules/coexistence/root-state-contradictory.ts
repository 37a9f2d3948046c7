import { RootState } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const rootStateContradictory = defineRule({
  id: 'root-state-contradictory',
  ref: 'ECA903',
  title: 'A population says two things of one root',
  level: Level.ERROR,
  source: 'DECLARED',
  section: 'root states of a population',
  rationale:
    'A root cannot be blocked and installed at once. Which of the two is meant decides whether these clients connect.',
  remediation: 'state each root once',
  acknowledgeable: false,
  subject: SubjectKind.POPULATION,
  applies: ({ population }) => population.roots.length > 0,
  check: ({ population }, report) => {
    const states = new Map<string, RootState>();
    for (const { anchor, fingerprint, state } of population.roots) {
      const key = anchor ?? fingerprint?.toUpperCase() ?? 'every private root';
      const known = states.get(key);
      if (known !== undefined && known !== state) {
        report.finding({
          message: `${population.name} says of ${key} that it is ${known} and that it is ${state}`,
          discriminator: key,
        });
      }
      states.set(key, state);
    }
  },
});
