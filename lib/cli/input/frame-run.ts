import { environmentSuffix, expressionKey, SAME_AS } from '../../delivery/apply-settings';
import { APPLY_SCRIPT } from '../../delivery/frame-text';
import { EstateSlice } from '../../model';
import { InputError } from '../exit';
import { isObject, JsonObject } from './json-scanner';

/** A `terraform_data` resource of the configuration, as it is written. */
export interface FrameResource {
  readonly address: string;
  readonly block: JsonObject;
  /** The part of the model that it carries. */
  readonly slice?: EstateSlice;
}

/** A certificate that a run is given. */
export interface HandedText {
  /** `main`, or a role. */
  readonly name: string;
  readonly certificate: string;
  /** Empty: none. */
  readonly chain: string;
  readonly root: string;
  /** Of a bundle alone; empty: none. */
  readonly key: string;
}

/** Somebody who presents certificates, as a run is given it. */
export interface HandedPresenter {
  readonly id: string;
  /** Where its bundle lies; of a bundle alone. */
  readonly bundle?: string;
  readonly certificates: readonly HandedText[];
}

/** One run of the script. */
export interface Run {
  readonly resource: FrameResource;
  readonly command: string;
  readonly environment: JsonObject;
  /** By construct path. */
  readonly presenters: ReadonlyMap<string, HandedPresenter>;
  /** What gate and bundle must both get, as text. */
  readonly handed: string;
}

/** The members of a provisioner that synth writes. `on_failure = continue` would deploy what the gate refuses. */
const PROVISIONER = ['interpreter', 'command', 'environment', 'when'];

const PEMS = 'CERTIFICATE|CHAIN|ROOT';
const JUDGED = `ESTATE|PRESENTERS|(?:SERVER|CERTIFICATES)_\\d+|(?:${PEMS})_\\d+_[A-Z0-9_]+|VALUE_[0-9A-F]{16}`;
const DELIVERED = 'BUNDLES|(?:BUNDLE|PFX)_\\d+|(?:KEY|KEY_FILE|PFX_FILE|PFX_PASSWORD_VARIABLE)_\\d+_[A-Z0-9_]+';
const KEPT = 'BUNDLES|KEEP|KEEP_\\d+';

/** The variables of each command. Any other leads Node, or what it starts, elsewhere: NODE_OPTIONS, PATH. */
const VARIABLES: Readonly<Record<string, RegExp>> = Object.assign(Object.create(null) as object, {
  gate: variables(JUDGED),
  bundle: variables(JUDGED, DELIVERED),
  withdraw: variables('BUNDLES|NAMES'),
  sweep: variables(KEPT),
  private: variables('STATE|STATE_FILE'),
  verify: variables(KEPT, 'ESTATE|VERIFY|RESULT|VALUE_[0-9A-F]{16}'),
});

/** Commands of one resource, in their order. */
const TOGETHER = ['bundle,withdraw'];

/** What gate and bundle must both get: what is judged is what is delivered. */
const HANDED_ALIKE = new RegExp(`^CLIENT_ACCESS_(?:PRESENTERS$|(?:SERVER|CERTIFICATES|VALUE|${PEMS})_)`);

/**
 * The runs of a resource; it then has nothing else that runs.
 *
 * @throws InputError where one is not as synth writes it
 */
export function runsOf(name: string, resource: FrameResource): Run[] {
  const blocks = provisionersOf(resource.block.provisioner);
  const runs = blocks.flatMap(([type, body]) => (isRun(type, body) ? [runOf(name, resource, body)] : []));
  if (runs.length === 0 && !resource.slice) return [];
  const other = blocks.find(([type, body]) => !isRun(type, body));
  if (other) fail(name, resource.address, `it has a provisioner (${other[0]}) that is none of this package`);
  const commands = runs.map(({ command }) => command).join();
  if (runs.length > 1 && !TOGETHER.includes(commands)) fail(name, resource.address, `it runs ${commands}`);
  return runs;
}

/** Terraform's JSON syntax lets both the list and each of its items be a list of blocks, or one. */
function provisionersOf(provisioner: unknown): [string, JsonObject][] {
  const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
  return listOf(provisioner)
    .filter(isObject)
    .flatMap((block) => Object.entries(block))
    .flatMap(([type, bodies]) =>
      listOf(bodies).map((body): [string, JsonObject] => [type, isObject(body) ? body : {}]),
    );
}

function isRun(type: string, { interpreter }: JsonObject): boolean {
  return (
    type === 'local-exec' &&
    Array.isArray(interpreter) &&
    interpreter.some((word) => String(word).endsWith('/client-access/apply.cjs'))
  );
}

function runOf(name: string, resource: FrameResource, body: JsonObject): Run {
  const { address } = resource;
  const extra = Object.keys(body).find((member) => !PROVISIONER.includes(member));
  if (extra !== undefined) fail(name, address, `its provisioner has ${extra}`);
  const [program, script, ...more] = body.interpreter as unknown[];
  if (program !== 'node' || script !== APPLY_SCRIPT || more.length > 0)
    fail(name, address, 'its provisioner does not run the script beside the configuration with node');
  const { command, environment, when } = body;
  if (!isObject(environment) || typeof command !== 'string')
    return fail(name, address, 'its provisioner has no command or no environment');
  const allowed = VARIABLES[command];
  if (!allowed) fail(name, address, `its provisioner runs ${JSON.stringify(command)}`);
  if (command === 'withdraw' ? when !== 'destroy' && when !== undefined : when !== undefined)
    fail(name, address, `the command ${command} runs at ${String(when)}`);
  for (const [variable, value] of Object.entries(environment)) {
    if (!allowed.test(variable)) fail(name, address, `its provisioner sets ${variable}`);
    const key = /^CLIENT_ACCESS_VALUE_(.+)/.exec(variable)?.[1];
    // A plan does not show the value.
    if (key !== undefined && value !== null && expressionKey(String(value)) !== key)
      fail(name, address, `it judges ${variable} with another value than that of the expression that is declared`);
  }
  return {
    resource,
    command,
    environment,
    presenters: presentersIn(name, address, environment),
    handed: handedIn(environment),
  };
}

/** The presenters that the script looks at: those up to the number that it is given. */
function presentersIn(name: string, address: string, environment: JsonObject): Map<string, HandedPresenter> {
  const presenters = new Map<string, HandedPresenter>();
  if (environment.CLIENT_ACCESS_PRESENTERS === undefined) return presenters;
  const count = Number(environment.CLIENT_ACCESS_PRESENTERS);
  const variable = (what: string, suffix: string | number): string =>
    textOf(environment[`CLIENT_ACCESS_${what}_${suffix}`]);
  const shared = (what: string, suffix: string): string => {
    const own = variable(what, suffix);
    return own.startsWith(SAME_AS) ? variable(what, own.slice(SAME_AS.length)) : own;
  };
  let passed = 0;
  for (let number = 1; number <= count; number++) {
    const certificates = variable('CERTIFICATES', number)
      .split(',')
      .filter(Boolean)
      .map((of): HandedText => {
        const suffix = environmentSuffix(number, of);
        passed++;
        return {
          name: of,
          certificate: variable('CERTIFICATE', suffix),
          chain: shared('CHAIN', suffix),
          root: shared('ROOT', suffix),
          key: variable('KEY', suffix),
        };
      });
    const id = variable('SERVER', number);
    const bundle = environment[`CLIENT_ACCESS_BUNDLE_${number}`];
    presenters.set(id, { id, certificates, ...(typeof bundle === 'string' ? { bundle } : {}) });
  }
  const named = Object.keys(environment).filter((one) => /^CLIENT_ACCESS_CERTIFICATE_\d/.test(one)).length;
  const numbered = Object.keys(environment).filter((one) => /^CLIENT_ACCESS_SERVER_\d/.test(one)).length;
  if (named !== passed || numbered !== count || presenters.size !== count)
    fail(name, address, 'it is given other certificates than its gate names');
  return presenters;
}

/** What of an environment is judged and delivered, as text. What is empty passes nothing. */
function handedIn(environment: JsonObject): string {
  const handed = Object.keys(environment)
    .filter((variable) => environment[variable] !== '' && HANDED_ALIKE.test(variable))
    .sort();
  return JSON.stringify(handed.map((variable) => [variable, textOf(environment[variable])]));
}

/** Nothing where a plan hides the value. */
function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function variables(...names: readonly string[]): RegExp {
  return new RegExp(`^CLIENT_ACCESS_(?:${names.join('|')})$`);
}

/** @throws InputError always */
export function fail(name: string, address: string, what: string): never {
  throw new InputError(
    `${name}: ${address} is not as synth writes it: ${what}`,
    'run `cdktf synth` again, and leave the gates and bundles of this package as they are: no overrides, and no edits of what it wrote',
  );
}
