import { App } from 'cdktf';
import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessStack,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  InternalCa,
} from '../../../lib';
import { QUIET_CONTEXT } from '../../../lib/constructs/gate';
import { readEstate } from '../../../lib/cli/input/estate';
import { ESTATE_FILE } from '../../../lib/delivery/estate-file';
import { temporaryFolder } from '../../support/review-files';

/** Two stacks, each larger than what is read in full in any case, and one population in both. */
function synthesize(outdir: string): void {
  const app = new App({ outdir, stackTraces: false, context: { [QUIET_CONTEXT]: true } });
  ClientAccessPolicy.of(app).useClock(new Date('2026-11-23T12:00:00Z'));
  const servers: ClientAccessServer[] = [];
  let stack = new ClientAccessStack(app, 'east', { localState: false });
  for (const name of ['east', 'west']) {
    if (name === 'west') stack = new ClientAccessStack(app, name, { localState: false });
    const issuer = new InternalCa(stack, 'ca', { commonName: `Contoso ${name}` });
    for (let n = 0; n < 120; n++)
      servers.push(
        new ClientAccessServer(stack, `cas${n}`, {
          version: ExchangeVersion.EXCHANGE_2019,
          internalHostName: `cas${n}.${name}.contoso.com`,
          certificate: CertificateSource.internalCa(issuer),
        }),
      );
  }
  new ClientPopulation(stack, 'offices', {
    platform: ClientPlatform.WINDOWS_11,
    place: ClientPlace.INSIDE,
    uses: [ClientProtocol.OWA],
    servers,
  });
  app.synth();
}

const written = temporaryFolder();
beforeAll(() => synthesize(written));

/** A copy of what synth wrote, changed. */
function changed(change: (configuration: string, estate: string) => void): string {
  const folder = temporaryFolder();
  cpSync(written, folder, { recursive: true });
  const stack = join(folder, 'stacks/west');
  change(join(stack, 'cdk.tf.json'), join(stack, ESTATE_FILE));
  return folder;
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

test('the configuration is large, and the estate beside it much smaller', () => {
  const size = (path: string): number => statSync(join(written, 'stacks/west', path)).size;
  expect(size('cdk.tf.json')).toBeGreaterThan(1 << 20);
  expect(size(ESTATE_FILE)).toBeLessThan(size('cdk.tf.json') / 3);
});

test('both ways of reading give one and the same estate, the places of declaration included', async () => {
  const bare = changed((_, estate) => rmSync(estate));
  const [beside, within] = [await readEstate([written]), await readEstate([bare])];
  expect(beside.estate.servers).toHaveLength(240);
  expect(beside.estate.populations[0].servers).toHaveLength(240);
  const placed = within.estate.bindings.map((binding) => {
    const server = within.estate.servers.find(({ id }) => id === binding.server);
    return { ...binding, location: binding.location ?? server?.location };
  });
  expect(beside.estate).toEqual({ ...within.estate, bindings: placed });
});

test('a configuration that was edited is read itself', async () => {
  const folder = changed((configuration) => edit(configuration, 'fnv1a:', 'fnv1a:0'));
  await expect(readEstate([folder])).rejects.toThrow('was changed after synth wrote it');
});

test('an estate that was edited is passed over: the configuration counts', async () => {
  const folder = changed((_, estate) => edit(estate, '"product":"2019"', '"product":"2007"'));
  const { estate } = await readEstate([folder]);
  expect(new Set(estate.servers.map(({ release }) => release.product))).toEqual(new Set(['2019']));
});

test('the estate of another configuration is passed over', async () => {
  const folder = changed((_, estate) => {
    cpSync(join(written, 'stacks/east', ESTATE_FILE), estate);
  });
  const { estate } = await readEstate([join(folder, 'stacks/west/cdk.tf.json')]);
  expect(estate.servers.every(({ stack }) => stack === 'west')).toBe(true);
});
