import { posix } from 'node:path';
import {
  bundleAssertion,
  DEFAULT_WORKSPACE,
  folderName,
  inner,
  NOT_A_MODULE,
  OF_WORKSPACE,
  pemDigest,
  scriptCondition,
} from '../../delivery/frame-text';
import { isSlice } from '../../model';
import { fail, FrameResource, HandedPresenter, Run } from './frame-run';
import { isObject, JsonObject } from './json-scanner';
import type { TlsResource } from './terraform-input';
import { keyExpression } from './written-certificate';

/** A configuration, beside its resources of gates and bundles. */
export interface WholeConfiguration {
  readonly document: JsonObject;
  readonly tlsResources: readonly TlsResource[];
  /** Whether its name is the path of a file, which may have others beside it. */
  readonly isFile: boolean;
}

/** The members of a resource of this package. */
const MEMBERS = ['triggers_replace', 'depends_on', 'lifecycle', 'provisioner', '//'];

const DIGEST = /^[0-9a-f]{64}$/;
const SHORT_DIGEST = /^[0-9a-f]{8}$/;

/**
 * Checks what only a configuration shows: when each gate, bundle and what else runs the script is made again, where bundles and the state
 * lie, whether the script is checked, and what Terraform says of bundles that are missing.
 *
 * @returns the digest of the script that runs at apply
 * @throws InputError at the first difference
 */
export function checkWholeFrame(
  name: string,
  resources: readonly FrameResource[],
  runs: readonly Run[],
  whole: WholeConfiguration,
): string | undefined {
  const frame = new WholeFrame(name, resources, runs, whole);
  frame.checkResources();
  const script = frame.checkEstate();
  frame.checkFolders();
  frame.checkSweep();
  frame.checkBundleCheck();
  return script;
}

class WholeFrame {
  private readonly bundles: readonly Run[];
  private readonly keys: ReadonlyMap<string, TlsResource>;

  public constructor(
    private readonly name: string,
    private readonly resources: readonly FrameResource[],
    private readonly runs: readonly Run[],
    private readonly whole: WholeConfiguration,
  ) {
    this.bundles = this.of('bundle');
    this.keys = new Map(whole.tlsResources.map((resource) => [`\${${resource.address}.cert_pem}`, resource]));
  }

  /** Each resource by itself. */
  public checkResources(): void {
    const running = new Set(this.runs.map(({ resource }) => resource));
    for (const resource of this.resources) {
      const { address, block, slice } = resource;
      if (!slice && !running.has(resource)) continue;
      const extra = Object.keys(block).find((member) => !MEMBERS.includes(member));
      if (extra !== undefined) this.fail(address, `it has ${extra}`);
    }
    for (const gate of this.of('gate')) this.checkGate(gate);
    for (const bundle of this.bundles) this.checkBundle(bundle);
  }

  /** The resource that holds what the gates share comes first, and checks the script. */
  public checkEstate(): string | undefined {
    const gates = this.resources.filter(({ slice }) => slice?.servers);
    const holders = this.resources.filter(
      ({ slice, block }) => slice && !slice.servers && preconditions(block).length > 0,
    );
    const checking = holders.filter(({ block }) => preconditions(block).some((one) => SCRIPT.test(String(one))));
    if (checking.length === 0) {
      const [first] = [...gates.map(({ address }) => address), ...this.runs.map(({ resource }) => resource.address)];
      this.fail(first, 'nothing checks the script that it runs');
    }
    for (const { address, block } of checking)
      if (block.provisioner !== undefined) this.fail(address, 'it has a provisioner');
    for (const { resource } of this.of('gate'))
      if (!checking.some(({ address }) => dependencies(resource.block).includes(address)))
        this.fail(resource.address, 'it does not wait until the script is checked (depends_on)');
    const digests = new Set(this.runs.flatMap(({ environment }) => environment.CLIENT_ACCESS_ESTATE ?? []));
    if (digests.size > 1) this.fail(this.runs[0].resource.address, 'its runs judge different estates');
    return checking.flatMap(({ block }) =>
      preconditions(block).flatMap((one) => SCRIPT.exec(String(one))?.[1] ?? []),
    )[0];
  }

  /** Where bundles lie, and what closes the folder of the state. */
  public checkFolders(): void {
    const folders = new Set(
      this.runs.flatMap(({ command, environment }) =>
        command === 'withdraw' ? [] : (environment.CLIENT_ACCESS_BUNDLES ?? []),
      ),
    );
    const [folder] = folders;
    const [first] = this.runs.filter(({ environment }) => environment.CLIENT_ACCESS_BUNDLES !== undefined);
    if (first && (folders.size > 1 || !BUNDLES.test(String(folder))))
      this.fail(first.resource.address, `its bundles lie in ${[...folders].map(String).join(' and ')}`);
    const local = backendOf(this.whole.document, 'local');
    const [closing] = this.of('private');
    const keys = this.whole.tlsResources.filter(({ type }) => type === 'tls_private_key');
    if (!closing) {
      if (keys.length > 0 && (local || !hasBackend(this.whole.document)))
        this.fail(
          keys[0].address,
          'nothing closes the local state, where its private key would lie readable to others',
        );
      return;
    }
    const { address, block } = closing.resource;
    const { CLIENT_ACCESS_STATE: state, CLIENT_ACCESS_STATE_FILE: file } = closing.environment;
    const path = local?.path;
    if (typeof path !== 'string' || Object.keys(local as JsonObject).length !== 1)
      this.fail(address, 'the state does not lie where its folder is closed');
    const isClosed =
      file === undefined
        ? state === `\${path.module}/${posix.dirname(path as string)}` &&
          /(?:^|\/)\.state\/[^/$]+$/.test(path as string)
        : file === path && state === undefined;
    if (!isClosed) this.fail(address, `it closes ${String(state ?? file)}, and the state lies in ${String(path)}`);
    if (!preconditions(block).includes(DEFAULT_WORKSPACE)) this.fail(address, 'it does not ask for the workspace');
    const open = keys.find(({ written }) => !dependencies(written ?? {}).includes(address));
    if (open) this.fail(open.address, 'it does not wait until the folder of the state is closed (depends_on)');
  }

  /** What takes away the bundles of servers that are gone keeps those of all that are there, and comes last. */
  public checkSweep(): void {
    const servers = this.resources.flatMap(({ slice }) => slice?.servers?.map(({ id }) => id) ?? []);
    const sweeps = this.of('sweep');
    const [sweep] = sweeps;
    if (!sweep && servers.length + this.bundles.length > 0)
      this.fail(
        (this.bundles[0]?.resource ?? this.resources[0]).address,
        'nothing takes away the bundles of servers that are gone',
      );
    if (!sweep) return;
    const { address, block } = sweep.resource;
    if (sweeps.length > 1) this.fail(sweeps[1].resource.address, `${address} takes bundles away too`);
    const parts = Object.entries(sweep.environment)
      .filter(([variable]) => /^CLIENT_ACCESS_KEEP_\d/.test(variable))
      .sort(([a], [b]) => Number(/\d+$/.exec(a)) - Number(/\d+$/.exec(b)));
    const kept = parts.flatMap(([, names]) => String(names).split(' '));
    if (sweep.environment.CLIENT_ACCESS_KEEP !== String(parts.length))
      this.fail(address, 'it keeps other bundles than it names');
    if (block.triggers_replace !== kept.join(' ')) this.fail(address, 'it is not made again when servers come or go');
    const delivered = this.bundles.flatMap(({ presenters }) =>
      [...presenters.values()].map(({ bundle = '' }) => bundle),
    );
    const held = new Set(kept);
    const lost = [
      ...delivered.filter((bundle) => !held.has(bundle)),
      ...servers.filter((id) => !foldersOf(id).some((folder) => held.has(folder))),
    ];
    if (lost.length > 0) this.fail(address, `it takes away the bundle of ${lost[0]}`);
    if (!preconditions(block).includes(NOT_A_MODULE)) this.fail(address, 'it may run within a module');
    const early = this.bundles.find(({ resource }) => !dependencies(block).includes(resource.address));
    if (early) this.fail(address, `it does not wait for ${early.resource.address} (depends_on)`);
  }

  /** Terraform's own question whether each bundle is there. */
  public checkBundleCheck(): void {
    const expected = this.bundles
      .flatMap(({ environment, presenters, resource: { address } }) => {
        const names = [...presenters.values()].flatMap(({ bundle }) => bundle ?? []);
        return names.length === 0 ? [] : [{ address, names, root: String(environment.CLIENT_ACCESS_BUNDLES) }];
      })
      .sort((a, b) => (a.address < b.address ? -1 : 1))
      .map(bundleAssertion);
    if (expected.length === 0) return;
    const checks = isObject(this.whole.document.check) ? Object.values(this.whole.document.check) : [];
    const wanted = JSON.stringify(expected);
    const isThere = checks.some((check) => isObject(check) && JSON.stringify(check.assert) === wanted);
    if (!isThere) this.fail(this.bundles[0].resource.address, 'no check looks whether its bundles are there');
  }

  /** A gate is asked again whenever what it judges, or with what, changes. */
  private checkGate({ environment, presenters, resource }: Run): void {
    const { address, block, slice } = resource;
    const triggers = Array.isArray(block.triggers_replace) ? (block.triggers_replace as unknown[]) : [];
    const [digest, ...rest] = triggers.slice(isSlice(triggers[0]) ? 1 : 0);
    const values = Object.entries(environment)
      .filter(([variable]) => variable.startsWith('CLIENT_ACCESS_VALUE_'))
      .map(([, value]) => value);
    const pems = rest.filter((trigger) => !values.includes(trigger));
    const isComplete =
      (slice === undefined || isSlice(triggers[0])) &&
      DIGEST.test(String(digest)) &&
      values.every((value) => rest.includes(value)) &&
      isDigestOf(
        pems,
        certificatesOf(presenters, ({ certificate }) => [certificate]),
      );
    if (!isComplete) this.fail(address, 'it is not asked again when what it judges changes (triggers_replace)');
  }

  /** A bundle is written again whenever what it delivers changes, and lies where its name says. */
  private checkBundle({ environment, presenters, resource }: Run): void {
    const { address, block } = resource;
    const { triggers_replace: triggers } = block;
    const names = [...presenters.values()].map(({ bundle }) => bundle);
    const pems = certificatesOf(presenters, ({ certificate, chain, root }) => [certificate, chain, root]);
    const isComplete =
      isObject(triggers) &&
      Object.keys(triggers).sort().join() === 'certificates,folder,making,names' &&
      triggers.folder === environment.CLIENT_ACCESS_BUNDLES &&
      triggers.names === names.join(' ') &&
      SHORT_DIGEST.test(String(triggers.making)) &&
      Array.isArray(triggers.certificates) &&
      isDigestOf(triggers.certificates, pems);
    if (!isComplete) this.fail(address, 'it is not written again when what it delivers changes (triggers_replace)');
    const lifecycles = Array.isArray(block.lifecycle) ? (block.lifecycle as unknown[]) : [block.lifecycle];
    if (!lifecycles.some((one) => isObject(one) && one.create_before_destroy === true))
      this.fail(address, 'a renewal would take its bundles away first (create_before_destroy)');
    const withdraw = this.of('withdraw').find((run) => run.resource === resource);
    if (
      withdraw?.environment.CLIENT_ACCESS_BUNDLES !== '${self.triggers_replace.folder}' ||
      withdraw.environment.CLIENT_ACCESS_NAMES !== '${self.triggers_replace.names}'
    )
      this.fail(address, 'it leaves its bundles, with their keys, when it is destroyed');
    for (const [id, presenter] of presenters) {
      if (presenter.bundle === undefined || !foldersOf(id).includes(presenter.bundle))
        this.fail(address, `it writes the bundle of ${id} to ${presenter.bundle ?? 'nowhere'}`);
      for (const { certificate, key, name } of presenter.certificates) {
        const made = this.keys.get(certificate);
        const wanted = made && keyExpression(made, this.whole.tlsResources);
        if (made && key !== (wanted ?? ''))
          this.fail(address, `it delivers another key than that of the certificate ${name} of ${id}`);
      }
    }
  }

  private of(command: string): Run[] {
    return this.runs.filter((run) => run.command === command);
  }

  private fail(address: string, what: string): never {
    return fail(this.name, address, what);
  }
}

/** Where synth has bundles lie: below the folder for states, apart for each workspace. */
const BUNDLES = new RegExp(
  `^\\$\\{path\\.module\\}/[^$]*\\.state/bundles/[A-Za-z0-9._/-]+${OF_WORKSPACE.replace(/[${}().?"]/g, '\\$&')}$`,
);

const SCRIPT = new RegExp(
  `^${scriptCondition('DIGEST')
    .replace(/[${}().]/g, '\\$&')
    .replace('DIGEST', '([0-9a-f]{64})')}$`,
);

function preconditions(block: JsonObject): unknown[] {
  const lifecycles = Array.isArray(block.lifecycle) ? (block.lifecycle as unknown[]) : [block.lifecycle];
  return lifecycles.flatMap((lifecycle) => {
    const { precondition } = isObject(lifecycle) ? lifecycle : {};
    const all = Array.isArray(precondition) ? (precondition as unknown[]) : [precondition];
    return all.flatMap((one) => (isObject(one) ? [one.condition] : []));
  });
}

function dependencies(block: JsonObject): unknown[] {
  return Array.isArray(block.depends_on) ? (block.depends_on as unknown[]) : [];
}

function hasBackend(document: JsonObject): boolean {
  const { terraform } = document;
  return isObject(terraform) && (isObject(terraform.cloud) || isObject(terraform.backend));
}

function backendOf(document: JsonObject, kind: string): JsonObject | undefined {
  const { terraform } = document;
  const backend = isObject(terraform) ? terraform.backend : undefined;
  const found = isObject(backend) ? backend[kind] : undefined;
  return isObject(found) ? found : undefined;
}

/** Where the bundle of a presenter may lie: the ends of its path. */
function foldersOf(id: string): string[] {
  const names = id.split('/').map(folderName);
  return names.slice(1).map((_, index) => names.slice(index + 1).join('/'));
}

function certificatesOf<T>(
  presenters: ReadonlyMap<string, HandedPresenter>,
  of: (certificate: HandedPresenter['certificates'][number]) => T[],
): T[] {
  return [...presenters.values()].flatMap(({ certificates }) => certificates.flatMap(of));
}

/** Whether digests are those of PEMs: one of all, and one of each that comes from another stack. */
function isDigestOf(digests: readonly unknown[], pems: readonly string[]): boolean {
  const each = [...new Set(pems.filter((pem) => pem !== ''))];
  const alone = each.filter((pem) => digests.includes(`\${sha256(${inner(pem)})}`));
  const together = each.filter((pem) => !alone.includes(pem));
  const expected = [
    ...(together.length === 0 ? [] : [pemDigest(together)]),
    ...alone.map((pem) => `\${sha256(${inner(pem)})}`),
  ];
  return digests.length === expected.length && expected.every((digest) => digests.includes(digest));
}
