import { ClientProtocol, Estate } from '../../lib/model';
import { Outcome, reasonsOf } from '../../lib/policy';
import { judgeEstate } from '../../lib/rules';
import { TEST_NOW } from '../../lib/testing';

/** What happens to the first population of an estate on one protocol of its first server. */
export function outcomeOf(estate: Estate, protocol: ClientProtocol, now: Date = TEST_NOW): Outcome {
  const { matrix } = judgeEstate(estate, { now });
  const row = matrix.rows.find((found) => found.protocol === protocol);
  const outcome = row && matrix.outcomes[row.cells[0]];
  if (!outcome) throw new Error(`nobody uses ${protocol} in this estate`);
  return outcome;
}

/** Codes of everything that speaks against the connection, the gravest first. */
export function codesOf(estate: Estate, protocol: ClientProtocol, now?: Date): string[] {
  return reasonsOf(outcomeOf(estate, protocol, now)).map(({ code }) => code);
}
