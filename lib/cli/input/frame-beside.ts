import { fail, Run } from './frame-run';
import { isObject, JsonObject } from './json-scanner';

/** The provider that makes keys and certificates, by the names that Terraform and OpenTofu take for it. */
const PROVIDERS = ['hashicorp/tls', 'registry.terraform.io/hashicorp/tls', 'registry.opentofu.org/hashicorp/tls'];

/** Any value of a private key that the tls provider makes. */
const KEY = /\btls_private_key\.([A-Za-z_][\w-]*)/g;

/** The part of a key that is public. */
const PUBLIC = /^\.(?:public_key_\w+|id|algorithm|rsa_bits|ecdsa_curve)\b/;

/** Members of the tls resources that take a private key. */
const TAKES_KEY = ['private_key_pem', 'ca_private_key_pem', 'depends_on'];

/**
 * Checks what stands beside the resources of this package in a configuration: the outputs that say what is to be installed, who makes
 * the keys, and what would take a gate for one that ran already.
 *
 * @returns what else the configuration does with private keys, and what it deploys that is not in it, in words
 * @throws InputError at the first difference
 */
export function checkBeside(name: string, document: JsonObject, runs: readonly Run[]): string[] {
  checkProvider(name, document);
  checkOutputs(name, document, runs);
  checkImports(name, document, new Set(runs.map(({ resource }) => resource.address)));
  const modules = isObject(document.module) ? Object.keys(document.module) : [];
  return [
    ...handedOn(name, document, runs),
    ...modules.map((module) => `${name}: the module ${module} is deployed with it, and no rule judges it`),
  ];
}

function checkProvider(name: string, { terraform }: JsonObject): void {
  const blocks = isObject(terraform) ? listOf(terraform.required_providers) : [];
  for (const { tls } of blocks) {
    const source = isObject(tls) ? tls.source : undefined;
    if (source !== undefined && !PROVIDERS.includes(String(source)))
      fail(
        name,
        'terraform.required_providers',
        `${String(source)} would make the keys and certificates, and not hashicorp/tls`,
      );
  }
}

/** Every presenter's output gives what its gate judged, and waits for the gate. */
function checkOutputs(name: string, document: JsonObject, runs: readonly Run[]): void {
  const outputs = isObject(document.output) ? Object.entries(document.output) : [];
  const byBundle = new Map<string, [string, JsonObject]>();
  for (const [output, block] of outputs) {
    const value = isObject(block) ? block.value : undefined;
    if (isObject(value) && typeof value.bundle === 'string' && 'required_names' in value)
      byBundle.set(value.bundle, [output, block as JsonObject]);
  }
  const gates = new Map<string, string>();
  for (const { command, presenters, resource } of runs)
    if (command === 'gate') for (const id of presenters.keys()) gates.set(id, resource.address);
  const roots = new Set<string>();
  for (const { command, environment, presenters, resource } of runs) {
    if (command !== 'bundle') continue;
    for (const { bundle = '', certificates, id } of presenters.values()) {
      const [output, block] = byBundle.get(`${String(environment.CLIENT_ACCESS_BUNDLES)}/${bundle}`) ?? [];
      if (output === undefined || !block) return fail(name, resource.address, `no output says what ${id} is given`);
      const address = `output.${output}`;
      if (!listed(block.depends_on).includes(gates.get(id)))
        fail(name, address, `it does not wait for the gate of ${id} (depends_on)`);
      for (const one of certificates) {
        if (one.root !== '') roots.add(one.root);
        const given = (block.value as JsonObject)[one.name];
        if (!isObject(given) || given.certificate !== one.certificate || given.chain !== one.chain)
          fail(name, address, `it gives another certificate or chain than the gate of ${id} judges`);
      }
    }
  }
  const distributed = outputs.find(([output]) => output === 'roots_to_distribute')?.[1];
  const value = isObject(distributed) ? distributed.value : undefined;
  const other = isObject(value) ? Object.values(value).find((root) => !roots.has(String(root))) : undefined;
  if (other !== undefined || (roots.size > 0 && !isObject(value)))
    fail(name, 'output.roots_to_distribute', 'it gives other roots than the gates judge');
}

/** What is imported, or moved from another resource, is not made: what runs when it is made never runs. */
function checkImports(name: string, document: JsonObject, running: ReadonlySet<string>): void {
  for (const kind of ['import', 'moved'])
    for (const { to } of listOf(document[kind]))
      if (running.has(String(to))) fail(name, String(to), `${kind} would have Terraform take it as made already`);
}

/** Where private keys go besides the bundles. */
function handedOn(name: string, document: JsonObject, runs: readonly Run[]): string[] {
  const running = new Set(runs.map(({ resource }) => resource.address));
  const found = new Map<string, string>();
  const visit = (value: unknown, place: readonly string[]): void => {
    if (typeof value === 'string') {
      for (const { 0: key, 1: resource, index } of value.matchAll(KEY)) {
        if (PUBLIC.test(value.slice(index + key.length))) continue;
        const where = place.slice(0, place[0] === 'resource' ? 3 : 2).join('.');
        if (/\bnonsensitive\s*\(/.test(value))
          fail(
            name,
            where,
            `it takes the mark "sensitive" from the private key ${resource}, so that Terraform prints it`,
          );
        found.set(`${where} ${resource}`, `${name}: ${where} is given the private key tls_private_key.${resource}`);
      }
    } else if (Array.isArray(value)) value.forEach((item) => visit(item, place));
    else if (isObject(value)) {
      for (const [member, item] of Object.entries(value)) {
        const [section, type, resource] = place;
        const isOurs = section === 'resource' && running.has(`${type}.${resource}`);
        const isTls = section === 'resource' && type?.startsWith('tls_') && place.length === 3;
        const isPassedOn = section === 'output' && type?.startsWith('cross-stack-output-');
        if (member === '//' || isOurs || isPassedOn || (isTls && TAKES_KEY.includes(member))) continue;
        visit(item, [...place, member]);
      }
    }
  };
  visit(document, []);
  return [...found.values()].sort();
}

function listOf(value: unknown): JsonObject[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isObject);
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
