import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Io } from '../../lib/cli/verb';
import { main } from '../../lib/cli/main';
import { encodeSlice, Estate, SliceKind } from '../../lib/model';
import { NOW } from './review-estate';

/** A new folder below the system's temporary one. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'client-access-review-'));
}

/** The slices that synth would put into one stack: one a server, one for what is shared. */
export function slicesOf(estate: Estate): Record<string, string> {
  const slices: Record<string, string> = {};
  estate.servers.forEach((server, index) => {
    const bindings = estate.bindings.filter((binding) => binding.server === server.id);
    const used = new Set(bindings.map(({ certificate }) => certificate));
    const certificates = estate.certificates.filter(({ id }) => used.has(id));
    slices[`server${index}`] = encodeSlice(SliceKind.SERVER, { servers: [server], bindings, certificates });
  });
  const { schemaVersion: _, servers: _servers, bindings: _bindings, certificates: _certificates, ...shared } = estate;
  slices.estate = encodeSlice(SliceKind.ESTATE, shared);
  return slices;
}

/** A configuration as synth writes it. */
export function configurationOf(estate: Estate): object {
  const inputs = Object.entries(slicesOf(estate)).map(([name, input]) => [name, { input }]);
  return { '//': { metadata: {} }, terraform: {}, resource: { terraform_data: Object.fromEntries(inputs) } };
}

/** Writes an output folder as synth does, with one stack; its path. */
export function writeOutputFolder(estate: Estate, folder = temporaryFolder()): string {
  const path = 'stacks/contoso-mail/cdk.tf.json';
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), JSON.stringify(configurationOf(estate), undefined, 2));
  const stack = { name: 'contoso-mail', constructPath: 'contoso-mail', synthesizedStackPath: path, annotations: [] };
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({ version: '0.21.0', stacks: { 'contoso-mail': stack } }),
  );
  return folder;
}

export interface PlanOptions {
  readonly variables?: Record<string, unknown>;
  /** Names of the variables that are declared sensitive. */
  readonly sensitive?: string[];
  readonly resources?: object[];
  readonly changes?: object[];
  readonly format?: string;
}

/** The JSON of a plan of an estate, as `terraform show -json` writes it. */
export function planOf(estate: Estate | undefined, options: PlanOptions = {}): object {
  const carriers = Object.entries(estate ? slicesOf(estate) : {}).map(([name, input]) => ({
    address: `terraform_data.${name}`,
    mode: 'managed',
    type: 'terraform_data',
    name,
    values: { id: name, input, output: input, triggers_replace: null },
    sensitive_values: {},
  }));
  const variables = Object.entries(options.variables ?? {});
  return {
    format_version: options.format ?? '1.2',
    terraform_version: '1.11.4',
    variables: Object.fromEntries(variables.map(([name, value]) => [name, { value }])),
    planned_values: { root_module: { resources: [...carriers, ...(options.resources ?? [])] } },
    resource_changes: options.changes ?? [],
    prior_state: { values: { root_module: { resources: [{ values: { private_key_pem: 'SECRET-OF-THE-STATE' } }] } } },
    configuration: {
      root_module: {
        variables: Object.fromEntries(
          variables.map(([name]) => [name, options.sensitive?.includes(name) ? { sensitive: true } : {}]),
        ),
      },
    },
    errored: false,
  };
}

/** Writes JSON to a new file; its path. */
export function writeJson(value: unknown, name = 'input.json'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, JSON.stringify(value));
  return path;
}

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in this process, at the tests' moment. */
export async function run(...argv: string[]): Promise<Run> {
  return runWith({}, ...argv);
}

/** The same, with more of the world given. */
export async function runWith(io: Partial<Io>, ...argv: string[]): Promise<Run> {
  let out = '';
  let err = '';
  const code = await main(argv, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    outIsTerminal: false,
    env: {},
    now: () => NOW,
    ...io,
  });
  return { code, out, err };
}
