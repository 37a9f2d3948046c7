import { PkiError } from './error';

/** A file with more asks for minutes of work: Firefox writes 600,000 rounds for each part, Windows 2,000. */
const MOST_ROUNDS = 20_000_000;
/** A round that is not made inside node's crypto costs as much as so many that are. */
const SLOW_ROUND = 4;
/** A file with more bags is no certificate file. */
const MOST_BAGS = 2000;

/** The work that one PFX file may cost, over all its parts: hostile files end in an error, not in hours. */
export class PfxWork {
  private rounds = 0;
  private bags = 0;

  /**
   * Books rounds of a key derivation before they are made.
   * @param slow whether they are made outside node's crypto
   * @throws PkiError `unsupported` when the file asks for too many in all
   */
  public spendRounds(count: number, slow: boolean): void {
    if (count < 1) throw new PkiError('malformed-pfx', `${count} rounds of key derivation; at least 1 is needed`);
    this.rounds += slow ? count * SLOW_ROUND : count;
    if (this.rounds > MOST_ROUNDS)
      throw new PkiError(
        'unsupported',
        `the file asks for more rounds of key derivation than are done (${count} of them in one part). Export it again with fewer`,
      );
  }

  /** @throws PkiError `unsupported` when the file has too many bags */
  public spendBag(): void {
    if (++this.bags > MOST_BAGS)
      throw new PkiError('unsupported', `more than ${MOST_BAGS} bags. Check that this is the right file`);
  }
}
