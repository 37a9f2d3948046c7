import {
  APPLICATIONS,
  CLIENT_FACTS,
  ClientApplication,
  clientFactsOf,
  ClientPlatform,
  PlatformFacts,
  platformFacts,
  PLATFORMS,
  releasesOf,
} from '../../lib/clients';
import { BooleanFact, describeSource } from '../../lib/exchange';
import { ClientProtocol } from '../../lib/model';
import { faultsOf } from '../exchange/fact-check';

/** Root stores and measured checks have a source too. */
function isFact(value: unknown): value is BooleanFact {
  if (typeof value !== 'object' || value === null) return false;
  return 'source' in value && !('kind' in value) && !('serverKeys' in value);
}

function factsOf(row: object): [string, BooleanFact][] {
  return Object.entries(row).filter((entry): entry is [string, BooleanFact] => isFact(entry[1]));
}

function otherSourcesOf(platform: PlatformFacts): string[] {
  const optional = [platform.maximumLifetimeSource, platform.minimumRsaBitsSource, platform.checks?.source].filter(
    (source) => source !== undefined,
  );
  return [platform.rootStore.source, ...platform.sources, ...optional];
}

test('every fact of every platform has a source that the table knows, and every unknown says what is missing', () => {
  const faults = PLATFORMS.flatMap((platform) =>
    factsOf(platform).flatMap(([name, fact]) => faultsOf(`${platform.id} ${name}`, fact)),
  );
  expect(faults).toEqual([]);
  expect(factsOf(PLATFORMS[0])).toHaveLength(27);
});

test('every release of every platform has facts with sources, and limits with theirs', () => {
  const faults = PLATFORMS.flatMap(({ id }) =>
    releasesOf(id).flatMap((release) => {
      const row = platformFacts(id, release)!;
      expect(row.minimumRsaBits === undefined).toBe(row.minimumRsaBitsSource === undefined);
      expect(row.minimumPublicRsaBits === undefined).toBe(row.minimumPublicRsaBitsSource === undefined);
      return factsOf(row).flatMap(([name, fact]) => faultsOf(`${id} ${release} ${name}`, fact));
    }),
  );
  expect(faults).toEqual([]);
});

test('every platform with every application and protocol has each fact of the closed list', () => {
  const faults: string[] = [];
  const seen = new Set<BooleanFact>();
  for (const platform of PLATFORMS) {
    for (const application of [undefined, ...APPLICATIONS.map(({ id }) => id)]) {
      for (const protocol of Object.values(ClientProtocol)) {
        const facts = clientFactsOf({ platform: platform.id, application, protocol, day: '2026-11-30' });
        for (const fact of CLIENT_FACTS) {
          if (seen.has(facts[fact])) continue;
          seen.add(facts[fact]);
          faults.push(...faultsOf(`${platform.id} ${application} ${fact}`, facts[fact]));
        }
      }
    }
  }
  expect([...new Set(faults)]).toEqual([]);
});

test('root stores, limits and words have sources that the table knows', () => {
  const unknownSources = PLATFORMS.flatMap(otherSourcesOf).filter((source) => describeSource(source) === undefined);
  expect(unknownSources).toEqual([]);
});

test('every fact of every application has a source that the table knows', () => {
  const faults = APPLICATIONS.flatMap((application) => [
    ...factsOf(application).flatMap(([name, fact]) => faultsOf(`${application.id} ${name}`, fact)),
    ...application.own.flatMap(({ fact, is }) => faultsOf(`${application.id} ${fact}`, is)),
    ...application.sources.filter((source) => describeSource(source) === undefined),
    ...(application.ownRootStore && !describeSource(application.ownRootStore.source) ? [application.id] : []),
  ]);
  expect(faults).toEqual([]);
});

test('a limit is never there without its source', () => {
  for (const platform of PLATFORMS) {
    expect(platform.maximumLifetimeDays === undefined).toBe(platform.maximumLifetimeSource === undefined);
    expect(platform.minimumRsaBits === undefined).toBe(platform.minimumRsaBitsSource === undefined);
  }
});

test('a named store names roots, and no other store does', () => {
  for (const { rootStore } of PLATFORMS) {
    const named = (rootStore.names?.length ?? 0) + (rootStore.fingerprints?.length ?? 0) > 0;
    expect(named).toBe(rootStore.kind === 'named');
  }
});

test('the constants of ClientPlatform and the rows are the same set', () => {
  const constants = Object.values(ClientPlatform).filter((value) => value instanceof ClientPlatform);
  expect(constants.map((platform) => platform.id).sort()).toEqual(PLATFORMS.map((platform) => platform.id));
});

test('the constants of ClientApplication and the rows are the same set', () => {
  const constants = Object.values(ClientApplication).filter((value) => value instanceof ClientApplication);
  expect(constants.map((application) => application.id).sort()).toEqual(
    APPLICATIONS.map((application) => application.id),
  );
});
