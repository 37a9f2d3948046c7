import { Construct } from 'constructs';
import { ClientApplication, ClientPlatform, knownApplications, knownPlatforms, releaseFault } from '../clients';
import { ClientFact, SourceLocation, StatedFact } from '../model';
import { nearest } from '../policy';
import { describe } from './checked-props';
import { DeclaredFault, faultOf } from './registry';

/** The least that a ground says. */
const SHORTEST_GROUND = 10;

/** What is wrong with the platform and the application of a population: typing errors, releases that do not exist. */
export function checkClients(
  scope: Construct,
  platform: ClientPlatform,
  application: ClientApplication | undefined,
  location: SourceLocation | undefined,
): void {
  checkId(scope, 'platform', platform.id, knownPlatforms(), location);
  if (application) checkId(scope, 'application', application.id, knownApplications(), location);
  const { release } = platform;
  if (release === undefined) return;
  const fault = releaseFault(platform.id, release);
  if (fault === undefined) return;
  faultOf(scope, {
    code: 'release-unknown',
    message: fault,
    fix: 'name a release that is known, or take the constant of ClientPlatform for its range',
    location,
  });
}

/** An id that no table holds makes every fact unknown; one that is nearly an id of a table is a typing error. */
function checkId(
  scope: Construct,
  what: 'platform' | 'application',
  id: string,
  known: readonly string[],
  location: SourceLocation | undefined,
): void {
  if (known.includes(id)) return;
  const meant = known.find((one) => one === id.toLowerCase().replace(/[\s._]+/g, '-')) ?? slip(id, known);
  if (meant === undefined) return;
  faultOf(scope, {
    code: `${what}-misspelled`,
    message: `no ${what} has the id "${id}"; "${meant}" is near`,
    fix: `write "${meant}", or an id that is not so near for a ${what} that the tables do not hold`,
    location,
  });
}

/** Ids that differ in one or two letters; `windows-12` is no slip of `windows-11`, since numbers name other things. */
function slip(id: string, known: readonly string[]): string | undefined {
  const near = nearest(id, known);
  if (near === undefined || near.length < 4) return undefined;
  const letters = (text: string): string => text.replace(/\d/g, '');
  const numbers = (text: string): string => text.replace(/\D/g, '');
  return letters(id) === letters(near) && numbers(id) !== numbers(near) ? undefined : near;
}

/** The facts that a population states, without empty ones; each of these becomes a fault. */
export function statedFacts(
  scope: Construct,
  given: readonly StatedFact[],
  location: SourceLocation | undefined,
): StatedFact[] {
  const kept = new Map<ClientFact, StatedFact>();
  for (const { fact, holds, ground, on } of given) {
    const wrong = faultOfStatement(kept, { fact, holds, ground, on });
    if (wrong === undefined) kept.set(fact, { fact, holds, ground, on });
    else faultOf(scope, { ...wrong, location });
  }
  return [...kept.values()];
}

function faultOfStatement(
  kept: ReadonlyMap<ClientFact, StatedFact>,
  { fact, holds, ground, on }: StatedFact,
): DeclaredFault | undefined {
  const facts = Object.values(ClientFact);
  if (!facts.includes(fact)) {
    return {
      code: 'stated-fact-unknown',
      message: `statedFacts speaks of ${JSON.stringify(fact) ?? 'undefined'}, which is no member of ClientFact`,
      fix: `name one of ${facts.join(', ')}`,
    };
  }
  if (typeof holds !== 'boolean') {
    return {
      code: 'stated-fact-invalid',
      message: `holds of the fact ${fact} is ${describe(holds)}`,
      fix: 'give true or false',
    };
  }
  if (typeof ground !== 'string' || ground.trim().length < SHORTEST_GROUND) {
    return {
      code: 'stated-fact-without-ground',
      message: `the fact ${fact} is stated on the ground ${JSON.stringify(ground) ?? 'undefined'}`,
      fix: `say where it is known from, in ${SHORTEST_GROUND} characters or more, such as "tried on three devices"`,
    };
  }
  if (typeof on !== 'string' || !isDay(on)) {
    return {
      code: 'stated-fact-day-invalid',
      message: `the fact ${fact} is stated on ${JSON.stringify(on) ?? 'undefined'}, which is no day`,
      fix: 'give the day of the trial as YYYY-MM-DD',
    };
  }
  return kept.has(fact)
    ? {
        code: 'stated-fact-twice',
        message: `the fact ${fact} is stated twice`,
        fix: 'state each fact once, by its last trial',
      }
    : undefined;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
