import { Target } from '../../verify';
import { InputError } from '../exit';

/** Most parts of one run. */
const MOST_SHARDS = 1000;

/** One part of a run that several machines share. */
export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** @throws InputError when it is no part of a whole, such as 2/8 */
export function parseShard(text: string): Shard {
  const [, number, of] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (number >= 1 && number <= of && of <= MOST_SHARDS) return { number, of };
  throw new InputError(
    `--shard takes NUMBER/COUNT, from 1/1 to ${MOST_SHARDS}/${MOST_SHARDS}, such as 2/8; got "${text}"`,
    text.startsWith('0/') ? 'the first shard is 1: add one to an index that begins with 0' : undefined,
  );
}

/**
 * The number of the shard that asks each target. The targets of one server stay together, since their handshakes without a host name are
 * one, and so does the limit of connections to its address; the servers with the most targets are given out first, each to the shard
 * that has the fewest. The same targets in the same order always give the same parts.
 */
export function shardNumbers(targets: readonly Target[], of: number): Map<Target, number> {
  const groups = new Map<string, Target[]>();
  for (const target of targets) {
    const [{ at }] = target.owners;
    const group = groups.get(at);
    if (group) group.push(target);
    else groups.set(at, [target]);
  }
  const largest = [...groups].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
  const loads = Array.from({ length: of }, () => 0);
  const numbers = new Map<Target, number>();
  for (const [, group] of largest) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] += group.length;
    for (const target of group) numbers.set(target, least + 1);
  }
  return numbers;
}
