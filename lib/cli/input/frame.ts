import { Certificate, EstateSlice, Server } from '../../model';
import { InputError } from '../exit';
import { isObject, JsonObject } from './json-scanner';

/** How the configuration runs the script of this package, whatever the command. */
const SCRIPT = '${path.module}/client-access/apply.cjs';

/** The members of a provisioner that synth writes. `on_failure = continue` would deploy what the gate refuses. */
const PROVISIONER = ['interpreter', 'command', 'environment', 'when'];

/** The members of a lifecycle block that keep what is deployed the same as what is written. */
const LIFECYCLE = ['create_before_destroy', 'precondition', 'postcondition', 'prevent_destroy'];

/** Members that multiply or remove a resource. */
const MULTIPLIERS = ['count', 'for_each'];

/** What gate and bundle must both get: what is judged is what is delivered. */
const PRESENTER = 'CLIENT_ACCESS_SERVER_';
const CERTIFICATE = 'CLIENT_ACCESS_CERTIFICATE_';
const HANDED_ALIKE = [
  CERTIFICATE,
  'CLIENT_ACCESS_CERTIFICATES_',
  'CLIENT_ACCESS_CHAIN_',
  'CLIENT_ACCESS_ROOT_',
  PRESENTER,
];
const PRESENTERS = 'CLIENT_ACCESS_PRESENTERS';

/** A `terraform_data` resource of the configuration, as it is written. */
export interface FrameResource {
  readonly address: string;
  readonly block: JsonObject;
  /** The part of the model that it carries. */
  readonly slice?: EstateSlice;
}

/** One run of the script. */
interface Run {
  readonly resource: FrameResource;
  readonly command: string;
  /** Construct paths of the servers or publishing points, with the certificates that are passed for each. */
  readonly presenters: ReadonlyMap<string, readonly string[]>;
  /** Its variables; some of them gate and bundle must both get. */
  readonly environment: JsonObject;
}

/**
 * Checks what stands around the certificates: each server has its gate, exactly as synth writes it, and each bundle depends on it and
 * is given the same certificates. Otherwise a certificate that the gate would refuse is delivered.
 *
 * @param name of the configuration, for messages
 * @throws InputError at the first difference
 */
export function checkFrame(name: string, resources: readonly FrameResource[]): void {
  const runs = resources.flatMap((resource) => runsOf(name, resource));
  const gates = byPresenter(name, runs, 'gate');
  const bundles = byPresenter(name, runs, 'bundle');
  const running = new Set(runs.map(({ resource }) => resource.address));
  for (const { address, block, slice } of resources)
    if (slice?.servers || running.has(address)) checkBlock(name, address, block);
  const servers = new Set(resources.flatMap(({ slice }) => slice?.servers?.map(({ id }) => id) ?? []));
  for (const { address, slice } of resources) {
    const byCertificate = new Map(slice?.certificates?.map((certificate) => [certificate.id, certificate]));
    for (const server of slice?.servers ?? []) {
      const expressions = expressionsOf(server, byCertificate);
      const gate = gates.get(server.id);
      if (!gate && expressions.size > 0) fail(name, address, `the gate of ${server.id} does not run`);
      if (!gate) continue;
      if (gate.resource.address !== address)
        fail(name, gate.resource.address, `it is the gate of ${server.id}, whose model is in ${address}`);
      const handed = new Set(gate.presenters.get(server.id)?.filter((value) => value.startsWith('${')));
      for (const expression of new Set([...expressions, ...handed]))
        if (!handed.has(expression) || !expressions.has(expression))
          fail(name, address, `the gate of ${server.id} and its model name different certificates (${expression})`);
      if (!bundles.has(server.id)) fail(name, address, `the bundle of ${server.id} is not there`);
    }
  }
  // Those of one batch have one bundle and one gate, which are compared once.
  const compared = new Map<Run, Run>();
  for (const [presenter, bundle] of bundles) {
    const gate = gates.get(presenter);
    if (gate && compared.get(bundle) === gate) continue;
    checkBundle(name, presenter, bundle, gate, servers.has(presenter));
    if (gate) compared.set(bundle, gate);
  }
}

/** What the certificates of a server are made of, as its model says it. */
function expressionsOf({ roles }: Server, certificates: ReadonlyMap<string, Certificate>): Set<string> {
  const own = roles.length === 0 ? certificates.keys() : roles.map(({ certificate }) => certificate);
  const expressions = new Set<string>();
  for (const id of own) {
    const expression = certificates.get(id)?.pemExpression;
    if (expression !== undefined) expressions.add(expression);
  }
  return expressions;
}

function checkBundle(name: string, presenter: string, bundle: Run, gate: Run | undefined, isServer: boolean): void {
  const { address, block } = bundle.resource;
  if (!gate) {
    if (isServer && bundle.presenters.get(presenter)?.length)
      fail(name, address, `the bundle of ${presenter} has no gate`);
    return;
  }
  const needed = Array.isArray(block.depends_on) ? block.depends_on : [];
  if (!needed.includes(gate.resource.address))
    fail(name, address, `the bundle of ${presenter} does not wait for its gate (depends_on)`);
  if (!areHandedAlike(gate.environment, bundle.environment))
    fail(name, address, `the bundle of ${presenter} is given other certificates than its gate`);
}

function runsOf(name: string, resource: FrameResource): Run[] {
  const { provisioner } = resource.block;
  const blocks = Array.isArray(provisioner)
    ? (provisioner as unknown[])
    : provisioner === undefined
      ? []
      : [provisioner];
  return blocks.flatMap((block) => {
    const run = isObject(block) ? block['local-exec'] : undefined;
    if (!isObject(run) || !Array.isArray(run.interpreter)) return [];
    const [program, script] = run.interpreter as unknown[];
    if (typeof script !== 'string' || !script.endsWith('/client-access/apply.cjs')) return [];
    const { address } = resource;
    const extra = Object.keys(run).find((member) => !PROVISIONER.includes(member));
    if (extra !== undefined) fail(name, address, `its provisioner has ${extra}`);
    if (program !== 'node' || script !== SCRIPT || run.interpreter.length !== 2)
      fail(name, address, 'its provisioner does not run the script beside the configuration with node');
    if (!isObject(run.environment) || typeof run.command !== 'string')
      fail(name, address, 'its provisioner has no command or no environment');
    if (run.when !== undefined && run.command !== 'withdraw')
      fail(name, address, `the command ${run.command} runs at ${String(run.when)}`);
    const { command, environment } = run as { command: string; environment: JsonObject };
    return [{ resource, command, presenters: presentersIn(environment), environment }];
  });
}

/** Makes sure that a resource is there once, and follows what is written. */
export function checkBlock(name: string, address: string, block: JsonObject): void {
  for (const multiplier of MULTIPLIERS) if (multiplier in block) fail(name, address, `it has ${multiplier}`);
  const { lifecycle } = block;
  if (!Array.isArray(lifecycle)) checkLifecycle(name, address, lifecycle);
  else for (const one of lifecycle) checkLifecycle(name, address, one);
}

function checkLifecycle(name: string, address: string, lifecycle: unknown): void {
  if (!isObject(lifecycle)) return;
  for (const member in lifecycle) if (!LIFECYCLE.includes(member)) fail(name, address, `its lifecycle has ${member}`);
}

/** The presenters that the script looks at: those up to the number that it is given. */
function presentersIn(environment: JsonObject): Map<string, readonly string[]> {
  const presenters = new Map<string, string[]>();
  const byNumber = new Map<string, string[]>();
  const count = Number(environment[PRESENTERS]);
  for (const variable in environment) {
    if (!variable.startsWith(PRESENTER)) continue;
    const number = variable.slice(PRESENTER.length);
    if (!isNumber(number) || !(Number(number) <= count)) continue;
    const handed: string[] = [];
    presenters.set(String(environment[variable]), handed);
    byNumber.set(number, handed);
  }
  for (const variable in environment) {
    if (!variable.startsWith(CERTIFICATE)) continue;
    const end = variable.indexOf('_', CERTIFICATE.length);
    const value = environment[variable];
    if (end > 0 && value !== '') byNumber.get(variable.slice(CERTIFICATE.length, end))?.push(String(value));
  }
  return presenters;
}

function isNumber(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at);
    if (digit < 0x30 || digit > 0x39) return false;
  }
  return text !== '';
}

/** Whether the same is judged and delivered. What is empty passes nothing. */
function areHandedAlike(gate: JsonObject, bundle: JsonObject): boolean {
  let count = 0;
  for (const variable in gate) {
    const value = gate[variable];
    if (value === '' || !isHandedAlike(variable)) continue;
    if (!Object.hasOwn(bundle, variable) || String(value) !== String(bundle[variable])) return false;
    count++;
  }
  for (const variable in bundle) if (bundle[variable] !== '' && isHandedAlike(variable)) count--;
  return count === 0;
}

function isHandedAlike(variable: string): boolean {
  return variable === PRESENTERS || HANDED_ALIKE.some((beginning) => variable.startsWith(beginning));
}

function byPresenter(name: string, runs: readonly Run[], command: string): Map<string, Run> {
  const found = new Map<string, Run>();
  for (const run of runs) {
    if (run.command !== command) continue;
    for (const presenter of run.presenters.keys()) {
      const other = found.get(presenter);
      if (other) fail(name, run.resource.address, `${other.resource.address} is the ${command} of ${presenter} too`);
      found.set(presenter, run);
    }
  }
  return found;
}

function fail(name: string, address: string, what: string): never {
  throw new InputError(
    `${name}: ${address} is not as synth writes it: ${what}`,
    'run `cdktf synth` again, and leave the gates and bundles of this package as they are: no overrides, and no edits of what it wrote',
  );
}
