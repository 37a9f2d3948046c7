import { APPLICATIONS, ClientApplication, ClientPlatform, PlatformFacts, PLATFORMS } from '../../lib/clients';
import { BooleanFact, describeSource } from '../../lib/exchange';
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
  expect(factsOf(PLATFORMS[0])).toHaveLength(15);
});

test('root stores, limits and words have sources that the table knows', () => {
  const unknownSources = PLATFORMS.flatMap(otherSourcesOf).filter((source) => describeSource(source) === undefined);
  expect(unknownSources).toEqual([]);
});

test('every fact of every application has a source that the table knows', () => {
  const faults = APPLICATIONS.flatMap((application) => [
    ...factsOf(application).flatMap(([name, fact]) => faultsOf(`${application.id} ${name}`, fact)),
    ...application.protocols.flatMap((protocol) =>
      faultsOf(`${application.id} ${protocol}`, application.promptsOnUntrusted(protocol)),
    ),
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
