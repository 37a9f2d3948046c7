import { Certificate, Server } from '../../model';
import { checkApplyFiles } from './apply-files';
import { checkBeside } from './frame-beside';
import { checkWholeFrame, WholeConfiguration } from './frame-whole';
import { fail, FrameResource, HandedPresenter, Run, runsOf } from './frame-run';
import { JsonObject } from './json-scanner';

/** The members of a lifecycle block that keep what is deployed the same as what is written. */
const LIFECYCLE = ['create_before_destroy', 'precondition', 'postcondition', 'prevent_destroy'];

/** Members that multiply or remove a resource. */
const MULTIPLIERS = ['count', 'for_each'];

/**
 * Checks what stands around the certificates: each server has its gate, exactly as synth writes it, and each bundle depends on it and
 * is given the same certificates. Otherwise a certificate that the gate would refuse is delivered.
 *
 * @param name of the configuration, for messages
 * @param whole the configuration itself; a plan shows only a part of it
 * @returns what the configuration does besides, in words
 * @throws InputError at the first difference
 */
export function checkFrame(name: string, resources: readonly FrameResource[], whole?: WholeConfiguration): string[] {
  const runs = resources.flatMap((resource) => runsOf(name, resource));
  const gates = byPresenter(name, runs, 'gate');
  const bundles = byPresenter(name, runs, 'bundle');
  const running = new Set(runs.map(({ resource }) => resource.address));
  for (const { address, block, slice } of resources)
    if (slice || running.has(address)) checkBlock(name, address, block);
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
      checkHanded(name, address, gate.presenters.get(server.id) as HandedPresenter, expressions);
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
  // Where nothing of this package runs, nothing is delivered: servers whose certificates are theirs already.
  if (!whole || runs.length === 0) return [];
  const script = checkWholeFrame(name, resources, runs, whole);
  if (whole.isFile)
    checkApplyFiles(
      name,
      runs,
      resources.flatMap(({ slice }) => slice ?? []),
      script,
    );
  return checkBeside(name, whole.document, runs);
}

/** Makes sure that a server's gate is given, under each name, the certificate of the model. */
function checkHanded(
  name: string,
  address: string,
  { id, certificates }: HandedPresenter,
  expressions: ReadonlyMap<string, string>,
): void {
  const handed = new Map(certificates.map((one) => [one.name, one.certificate]));
  for (const one of new Set([...expressions.keys(), ...handed.keys()])) {
    const [wanted, given] = [expressions.get(one), handed.get(one)];
    if (wanted === given || (wanted === undefined && !given?.includes('${'))) continue;
    // A role of its own is handed under its name, any other presents the main one.
    if (given === undefined && wanted === expressions.get('main')) continue;
    fail(name, address, `the gate of ${id} and its model name different certificates (${given ?? wanted ?? one})`);
  }
}

/** What the certificates of a server are made of, as its model says it, by the name that a run gives each. */
function expressionsOf({ roles }: Server, certificates: ReadonlyMap<string, Certificate>): Map<string, string> {
  const own = roles.map(({ certificate, role }): [string, string] => [role === 'iis' ? 'main' : role, certificate]);
  const expressions = new Map<string, string>();
  for (const [one, id] of own) {
    const expression = certificates.get(id)?.pemExpression;
    if (expression !== undefined) expressions.set(one, expression);
  }
  return expressions;
}

function checkBundle(name: string, presenter: string, bundle: Run, gate: Run | undefined, isServer: boolean): void {
  const { address, block } = bundle.resource;
  if (!gate) {
    if (isServer && bundle.presenters.get(presenter)?.certificates.length)
      fail(name, address, `the bundle of ${presenter} has no gate`);
    return;
  }
  const needed = Array.isArray(block.depends_on) ? block.depends_on : [];
  if (!needed.includes(gate.resource.address))
    fail(name, address, `the bundle of ${presenter} does not wait for its gate (depends_on)`);
  if (gate.handed !== bundle.handed)
    fail(name, address, `the bundle of ${presenter} is given other certificates than its gate`);
}

/** Makes sure that a resource is there once, and follows what is written. */
export function checkBlock(name: string, address: string, block: JsonObject): void {
  const multiplier = MULTIPLIERS.find((member) => member in block);
  if (multiplier !== undefined) fail(name, address, `it has ${multiplier}`);
  const lifecycles = Array.isArray(block.lifecycle) ? block.lifecycle : [block.lifecycle ?? {}];
  for (const lifecycle of lifecycles) {
    const extra = Object.keys((lifecycle ?? {}) as object).find((member) => !LIFECYCLE.includes(member));
    if (typeof extra === 'string') fail(name, address, `its lifecycle has ${extra}`);
  }
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
