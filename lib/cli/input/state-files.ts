import { posix } from 'node:path';
import { InputError } from '../exit';
import { isObject, JsonObject } from './json-object';

/** How synth names the state of another stack in a local value. */
const STATE = 'cross-stack-reference-input-';

/** How it reads one: a state that a stack with local state keeps in the project's folder for states. */
const READ =
  /^\$\{try\(jsondecode\(file\("\$\{path\.module\}\/([^"$]*\/\.state\/[^"$/]+\.tfstate)"\)\)\.outputs, \{\}\)\}$/;

/**
 * Makes sure that what a stack reads of another is the other's state: the CA with its key comes from there, and another file with the
 * same names in it would bring another CA.
 *
 * @param locals the local values of a configuration
 * @param terraform its block `terraform`, with the backend
 * @throws InputError that names the first that is none
 */
export function checkStateFiles(name: string, locals: readonly JsonObject[], terraform: unknown): void {
  const own = backendPath(terraform);
  for (const [local, value] of locals.flatMap((block) => Object.entries(block))) {
    if (!local.startsWith(STATE)) continue;
    const path = READ.exec(String(value))?.[1];
    if (path !== undefined && (own === undefined || posix.dirname(path) === posix.dirname(own))) continue;
    throw new InputError(
      `${name}: the local value ${local} is not as synth writes it: it does not read the state of another stack of this project`,
      'run `cdktf synth` again, and do not edit what it wrote',
    );
  }
}

function backendPath(terraform: unknown): string | undefined {
  const backend = isObject(terraform) ? terraform.backend : undefined;
  const local = isObject(backend) ? backend.local : undefined;
  return isObject(local) && typeof local.path === 'string' ? local.path : undefined;
}
