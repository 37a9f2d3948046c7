import { indexOf, LIST_NAMES, ListName, listDescriptor, visitReferences } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const referenceMissing = defineRule({
  id: 'reference-missing',
  ref: 'ECA901',
  title: 'Something declared refers to what does not exist',
  level: Level.ERROR,
  source: 'DECLARED',
  section: 'references between the parts of an estate',
  rationale: 'What refers to nothing is left out of the judgement, and a fault in it would go unseen.',
  remediation: 'declare what is referred to, or correct the reference',
  acknowledgeable: false,
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.servers.length + estate.populations.length + estate.certificates.length > 0,
  check: ({ estate }, report) => {
    const known = new Map(LIST_NAMES.map((list) => [list, indexOf(estate, list)]));
    // What comes after another mostly refers to the same.
    const last = new Map<ListName, string>();
    for (const list of LIST_NAMES) {
      const { keyOf } = listDescriptor(list);
      for (const item of estate[list] as object[]) {
        visitReferences(list, item, (to, id) => {
          if (last.get(to) === id) return;
          if (known.get(to)?.has(id)) return void last.set(to, id);
          const from = keyOf(item);
          report.finding({
            message: `${from} refers to the ${listDescriptor(to).singular} ${id}, which is not declared`,
            discriminator: `${from}>${id}`,
            path: from,
          });
        });
      }
    }
  },
});
