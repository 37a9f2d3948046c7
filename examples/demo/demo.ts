// The whole idea in one run: certificates from three sources are made by a real deploy, real servers present them, real clients
// connect, and each result stands beside what the compatibility matrix predicted. Any difference ends the demo with exit code 1.
import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ESTATE_FILE, readEstateFile } from '../../lib/delivery/estate-file';
import type { Estate, Server } from '../../lib/model';
import { runCommand, TemporaryFolder, terraform, unmet } from '../../test/e2e/support';
import { Vendor } from '../../tools/example-certificates';
import { CLIENTS, type DemoClient } from './client';
import { agrees, type Comparison, describeDifference } from './comparison';
import { type Door, PROGRAMS, serveBundle, type ServedBundle } from './door';
import { OTHER_NAME, Prediction } from './prediction';
import { Situation, SITUATIONS } from './situation';
import { writeTable } from './summary';
import { Terminal } from './terminal';

const CHECKOUT = join(__dirname, '../..');
const STACK = 'cdktf.out/stacks/demo';
const DAY_MS = 86_400_000;

/** How many clients connect at the same time. */
const AT_ONCE = 4;

const SOURCES: Readonly<Record<string, string>> = {
  'small-office': 'Self-signed certificate',
  intranet: 'Certificate of an internal CA, issued by its issuing CA',
  internet: 'Purchased certificate (the vendor is made up)',
};

/** A server of the estate, served by real programs. */
interface Station {
  readonly server: Server;
  readonly bundle: string;
  readonly hostName: string;
  /** The chain that clients are shown, in words. */
  readonly presented: string;
  readonly served: ServedBundle;
}

function presentedFrom(bundle: string): string {
  const read = (name: string): X509Certificate => new X509Certificate(readFileSync(join(bundle, name)));
  const commonName = (subject: string): string => /^CN=(.*)$/m.exec(subject)?.[1] ?? subject;
  const [leaf, root] = [read('certificate.pem'), read('root.pem')];
  const until = new Date(leaf.validTo).toISOString().slice(0, 10);
  if (leaf.fingerprint256 === root.fingerprint256) return `vouches for itself, valid until ${until}`;
  return `issued by ${commonName(leaf.issuer)} under ${commonName(root.subject)}, valid until ${until}`;
}

const terminal = new Terminal(process.stdout, () => performance.now());

/** Runs an app of this folder in the demo's own folder, as `cdktf synth` would. */
function synth(folder: string, app: string): ReturnType<typeof runCommand> {
  const env = { ...process.env, COLUMNS: '100' };
  return runCommand(process.execPath, ['--import', 'tsx', join(folder, app)], { cwd: folder, env, timeoutMs: 60_000 });
}

async function must(what: string, command: ReturnType<typeof runCommand>): Promise<string> {
  const { status, stdout, stderr } = await command;
  if (status !== 0) throw new Error(`${what} ended with ${status ?? 'its time limit'}:\n${stdout}${stderr}`);
  return stdout;
}

/** A commercial CA of this run alone: only the clients that are configured to trust it do. */
function buy(folder: TemporaryFolder): void {
  mkdirSync(join(folder.path, 'vendor'));
  const vendor = new Vendor('Northwind Trust', new Date(Date.now() - DAY_MS));
  const sold = vendor.sell(['mail.contoso.com']);
  folder.write('vendor/root.pem', vendor.root.pem);
  folder.write('vendor/chain.pem', vendor.issuing.pem);
  folder.write('vendor/certificate.pem', sold.pem);
  folder.write('vendor/private-key.pem', sold.keyPem);
}

/** Lays out two projects as users have them, one below the other, and the package where Node looks for it. */
function layOut(folder: TemporaryFolder): void {
  folder.write('estate.ts', readFileSync(join(__dirname, 'estate.ts')));
  folder.makeFolder('refused', 0o700);
  folder.write('refused/refused.ts', readFileSync(join(__dirname, 'refused.ts')));
  mkdirSync(join(folder.path, 'node_modules/@cdktf'), { recursive: true });
  for (const name of ['cdktf', 'constructs', 'tsx', '@cdktf/provider-tls']) {
    symlinkSync(join(CHECKOUT, 'node_modules', name), join(folder.path, 'node_modules', name));
  }
  symlinkSync(CHECKOUT, join(folder.path, 'node_modules/cdktf-exchange-client-access'));
}

const bundleIn = (folder: string, server: string): string => join(folder, '.state/bundles/demo', server);

async function deploy(folder: string): Promise<number> {
  const stack = join(folder, STACK);
  await must('terraform init', terraform(stack, ['init', '-input=false', '-no-color']));
  const said = await must('terraform apply', terraform(stack, ['apply', '-auto-approve', '-input=false', '-no-color']));
  return Number(/Apply complete! Resources: (\d+) added/.exec(said)?.[1]);
}

function serve(folder: string, estate: Estate): Promise<Station[]> {
  return Promise.all(
    estate.servers.map(async (server): Promise<Station> => {
      const bundle = bundleIn(folder, server.name);
      const hostName = server.internalHost.value as string;
      const protocols = estate.bindings
        .filter((binding) => binding.server === server.id)
        .map(({ protocol }) => protocol);
      const served = await serveBundle(bundle, hostName, protocols);
      return { server, bundle, hostName, presented: presentedFrom(bundle), served };
    }),
  );
}

const presentClients = (): DemoClient[] => CLIENTS.filter(({ needs }) => unmet(needs).length === 0);

/** Every client on every door of every server, in every situation. */
function trials(
  stations: readonly Station[],
): { station: Station; client: DemoClient; door: Door; situation: Situation }[] {
  return stations.flatMap((station) =>
    presentClients().flatMap((client) =>
      station.served.doors
        .filter(({ protocol }) => client.uses.includes(protocol))
        .flatMap((door) => SITUATIONS.map((situation) => ({ station, client, door, situation }))),
    ),
  );
}

async function compare(
  stations: readonly Station[],
  prediction: Prediction,
  strangerFile: string,
): Promise<Comparison[]> {
  const open = trials(stations);
  const comparisons = new Array<Comparison>(open.length);
  let next = 0;
  let done = 0;
  const connect = async (): Promise<void> => {
    while (next < open.length) {
      const at = next++;
      const { station, client, door, situation } = open[at];
      const rootFile = situation === Situation.ROOT_MISSING ? strangerFile : join(station.bundle, 'root.pem');
      const observed = await client.connect({
        door,
        hostName: situation === Situation.OTHER_NAME ? OTHER_NAME : station.hostName,
        rootFile,
        rootPem: readFileSync(rootFile, 'utf8'),
        selfSigned: situation !== Situation.ROOT_MISSING && station.server.name === 'small-office',
      });
      const predicted = prediction.outcome(client, situation, station.server.id, door.protocol);
      comparisons[at] = {
        server: station.server.name,
        client: client.name,
        protocol: door.protocol,
        situation,
        predicted,
        observed,
      };
      done += 1;
      terminal.count(`connecting: ${done} of ${open.length}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, connect));
  return comparisons;
}

/** Shows the refusal up to its errors; warnings and notes are the same as everywhere. */
async function showRefusal(folder: string): Promise<void> {
  const { status, stderr } = await synth(join(folder, 'refused'), 'refused.ts');
  if (status !== 1 || !/ERROR \S+ outlook-anywhere-self-signed/.test(stderr)) {
    throw new Error(
      `Outlook Anywhere on a self-signed certificate was not refused as it should be: ${status}\n${stderr}`,
    );
  }
  const [shown] = stderr.split(/^WARNING /m);
  terminal.line(shown.trimEnd().replace(/^(?=.)/gm, '    '));
}

async function play(folder: TemporaryFolder): Promise<{ stations: Station[]; comparisons: Comparison[] }> {
  const at = folder.path;
  terminal.heading('1  An estate with a certificate from each source');
  layOut(folder);
  await terminal.step(
    'buying a certificate',
    async () => buy(folder),
    () => 'bought a certificate from a vendor that this run has made up',
  );
  await terminal.step(
    'synthesizing',
    () => must('synth', synth(at, 'estate.ts')),
    () => 'synthesized three Client Access servers; the policy accepts them',
  );
  await terminal.step(
    'deploying',
    () => deploy(at),
    (count) => `deployed with Terraform: ${count} resources, a bundle for each server`,
  );

  const estateFile = join(at, STACK, ESTATE_FILE);
  const estate = readEstateFile(estateFile);
  const prediction = new Prediction(estateFile, (server) => bundleIn(at, server), CLIENTS, new Date());
  const stranger = folder.write('stranger.pem', new Vendor('Tailspin Trust', new Date()).root.pem);

  terminal.heading('2  Real servers present the certificates, real clients connect');
  const stations = await terminal.step(
    'starting servers',
    () => serve(at, estate),
    (started) => {
      const present = PROGRAMS.filter(({ name }) => unmet([name]).length === 0).map(({ name }) => name);
      const ports = started.flatMap(({ served }) => served.doors).length;
      return `${present.join(', ')} serve the bundles on ${ports} ports of 127.0.0.1`;
    },
  );
  let comparisons: Comparison[];
  try {
    comparisons = await terminal.step(
      'connecting',
      () => compare(stations, prediction, stranger),
      (all) => `${[...new Set(all.map(({ client }) => client))].join(', ')} connected ${all.length} times`,
    );
  } finally {
    await Promise.all(stations.map(({ served }) => served.stop()));
  }

  terminal.heading('3  What the policy refuses: Outlook Anywhere on a self-signed certificate');
  await showRefusal(at);

  terminal.heading('4  Cleaning up');
  const args = ['destroy', '-auto-approve', '-input=false', '-no-color'];
  await terminal.step(
    'destroying',
    () => must('terraform destroy', terraform(join(at, STACK), args)),
    () => 'destroyed the estate with its bundles',
  );
  return { stations, comparisons };
}

/** What the demo can't do without, and what it leaves out, with a word, where it is missing. */
function leftOut(): string[] {
  const missing = unmet(['terraform', 'openssl', 'nginx']);
  if (missing.length > 0) throw new Error(missing.join('; '));
  return unmet([...new Set([...PROGRAMS.map(({ name }) => name), ...CLIENTS.flatMap(({ needs }) => needs)])]);
}

/** @returns whether every connection went as the matrix said */
function summarize(
  stations: readonly Station[],
  comparisons: readonly Comparison[],
  missing: readonly string[],
): boolean {
  terminal.heading('What the matrix predicted for each connection > what the client did');
  terminal.line(
    terminal.style('dim', '  Nobody sits before these clients: one that would ask whom to trust (prompts) refuses.'),
  );
  for (const { server, hostName, presented } of stations) {
    terminal.heading(`${SOURCES[server.name]}: ${hostName}`);
    terminal.line(terminal.style('dim', `  ${presented}`));
    writeTable(
      terminal,
      comparisons.filter((comparison) => comparison.server === server.name),
    );
  }
  const differences = comparisons.filter((comparison) => !agrees(comparison));
  terminal.line();
  for (const difference of differences) {
    terminal.line(terminal.style('red', `different: ${describeDifference(difference)}`));
  }
  for (const reason of missing) terminal.line(terminal.style('yellow', `left out: ${reason}`));
  const verdict = `${comparisons.length - differences.length} of ${comparisons.length} connections went as the matrix said`;
  const seconds = (performance.now() / 1000).toFixed(0);
  terminal.line(`${terminal.style(differences.length === 0 ? 'green' : 'red', verdict)}; the demo took ${seconds} s`);
  return differences.length === 0 && comparisons.length > 0;
}

async function main(): Promise<number> {
  process.umask(0o077);
  const folder = new TemporaryFolder('demo');
  try {
    const missing = leftOut();
    const { stations, comparisons } = await play(folder);
    return summarize(stations, comparisons, missing) ? 0 : 1;
  } finally {
    folder.remove();
  }
}

// Ends through the exit handlers, which stop the servers and remove the folder; so does a reader that went away.
process.stdout.on('error', () => process.exit(1));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

main().then(
  (status) => (process.exitCode = status),
  (error: Error) => {
    terminal.line(terminal.style('red', `the demo could not go on: ${error.message}`));
    process.exitCode = 1;
  },
);
