import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { digestOf } from './bundle-folder';

/** Terraform's name of the output with the roots of a stack. */
export const ROOTS_OUTPUT = 'roots_to_distribute';

/** Terraform's name of the output of a presenter: its id; where that is no name or it lies deeper, its path with a digest. */
export function outputName(presenter: Construct): string {
  const stack = TerraformStack.of(presenter);
  const ids = presenter.node.scopes.slice(presenter.node.scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
  if (ids.length === 1 && /^[A-Za-z_][A-Za-z0-9_-]*$/.test(ids[0]) && ids[0] !== ROOTS_OUTPUT) return ids[0];
  const name = ids.join('_').replace(/[^A-Za-z0-9_-]/g, '_');
  return `${/^[A-Za-z_]/.test(name) ? '' : '_'}${name}_${digestOf(ids.join('/'))}`;
}
