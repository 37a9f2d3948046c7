import type { TerraformInput } from './terraform-input';

/*
 * Addresses of Terraform resources. A key of for_each is any text in quotes, so neither a dot nor a bracket ends it.
 */

const INDEX = /\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/;
const MODULE = new RegExp(`^(?:module\\.[\\w-]+(?:${INDEX.source})?\\.)*`);

/** The module of a resource, with its final dot; empty for the root module. */
export function moduleOf(address: string): string {
  return MODULE.exec(address)?.[0] ?? '';
}

/** The address in its module. */
export function inModule(address: string): string {
  return address.slice(moduleOf(address).length);
}

/** The index of a resource within count or for_each, with its brackets; empty where there is none. */
export function indexOf(address: string): string {
  return new RegExp(`(?:${INDEX.source})$`).exec(inModule(address))?.[0] ?? '';
}

/** The address as the configuration has it: without the indexes of modules and of the resource. */
export function withoutIndexes(address: string): string {
  return address.replace(new RegExp(INDEX.source, 'g'), '');
}

const VARIABLE = /^\$\{\s*var\.([A-Za-z_][\w.[\]"-]*)\s*\}$/;

/** The value that a plan knows of an expression that is a variable alone. */
export function variableValue(expression: string, variables: TerraformInput['variables']): string | undefined {
  const name = VARIABLE.exec(expression)?.[1];
  const value = name === undefined ? undefined : variables[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
