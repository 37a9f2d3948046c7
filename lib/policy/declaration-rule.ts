import { Estate } from '../model';
import { IRule, Level, RuleMetadata, SubjectKind } from './rule';
import { Finding } from './report';

const metadata: RuleMetadata = Object.freeze({
  id: 'declaration-invalid',
  ref: 'ECA001',
  title: 'The declaration itself is wrong',
  level: Level.ERROR,
  source: 'This library',
  section: 'Declarations',
  rationale: 'What is declared cannot exist, so it is not known how clients will take it.',
  remediation: 'correct the declaration as the message says',
  acknowledgeable: false,
});

/** Stands for the faults of declarations among the rules; the constructs found them already. */
export const DECLARATION_RULE: IRule = Object.freeze({ metadata, subject: SubjectKind.ESTATE });

/** The faults of declarations as findings. */
export function declarationFindings(estate: Estate): Finding[] {
  const seen = new Map<string, number>();
  return estate.faults.map((fault) => {
    const base = `${metadata.id}[${fault.path}:${fault.code}]`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return {
      key: count === 1 ? base : `${base.slice(0, -1)}:${count}]`,
      rule: metadata.id,
      ref: metadata.ref,
      level: metadata.level,
      message: fault.message,
      fix: fault.fix,
      source: `${metadata.source}, ${metadata.section}`,
      path: fault.path,
      bindings: [],
      populations: [],
      ...(fault.location ? { location: fault.location } : {}),
    };
  });
}
