import { LIST_NAMES, listDescriptor } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const declaredTwice = defineRule({
  id: 'declared-twice',
  ref: 'ECA902',
  title: 'Two parts of an estate have one id',
  level: Level.ERROR,
  source: 'DECLARED',
  section: 'ids are unique in an estate',
  rationale:
    'Of two with one id only one can be meant: a population that is inside and outside, a server of two versions. Whichever the judgement took, it could be the wrong one.',
  remediation: 'give one of them another id, or remove it',
  acknowledgeable: false,
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.servers.length + estate.populations.length + estate.certificates.length > 0,
  check: ({ estate }, report) => {
    for (const list of LIST_NAMES) {
      const { named, plural: kind, keyOf } = listDescriptor(list);
      if (!named) continue;
      const ids = (estate[list] as object[]).map(keyOf);
      if (new Set(ids).size === ids.length) continue;
      const seen = new Set<string>();
      const reported = new Set<string>();
      for (const id of ids) {
        if (seen.has(id) && !reported.has(id)) {
          reported.add(id);
          report.finding({ message: `several ${kind} have the id ${id}`, discriminator: `${kind}:${id}`, path: id });
        }
        seen.add(id);
      }
    }
  },
});
