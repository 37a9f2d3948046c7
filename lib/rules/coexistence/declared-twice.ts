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
    const kinds: [string, readonly { readonly id: string }[]][] = [
      ['servers', estate.servers],
      ['bindings', estate.bindings],
      ['certificates', estate.certificates],
      ['roots', estate.anchors],
      ['publishing points', estate.publishingPoints],
      ['populations', estate.populations],
      ['connectors', estate.connectors ?? []],
    ];
    for (const [kind, parts] of kinds) {
      if (new Set(parts.map(({ id }) => id)).size === parts.length) continue;
      const seen = new Set<string>();
      const told = new Set<string>();
      for (const { id } of parts) {
        if (seen.has(id) && !told.has(id)) {
          told.add(id);
          report.finding({ message: `several ${kind} have the id ${id}`, discriminator: `${kind}:${id}`, path: id });
        }
        seen.add(id);
      }
    }
  },
});
