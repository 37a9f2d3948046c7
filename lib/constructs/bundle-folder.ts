import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { folderName, OF_WORKSPACE, shortDigest } from '../delivery/frame-text';

/** Folder for state and bundles, beside cdktf.json: outside cdktf.out, which is thrown away at will. */
export const STATE_FOLDER = '.state';

/** Output folders that `Testing.app()` makes: what lies there is compared and never deployed. */
export const OF_TESTING = /^cdktf\.outdir\./;

/** The folder that synth runs in, relative to a stack's folder in the output, wherever the output lies. */
export function projectFolderFrom(stack: TerraformStack): string {
  const root = stack.node.root;
  const outdir = App.isApp(root) ? resolve(root.outdir) : '';
  // Written as if it were the usual folder: what tests compare must not name the machine.
  const usual = outdir === '' || OF_TESTING.test(basename(outdir));
  const folder = join(usual ? resolve('cdktf.out') : outdir, 'stacks', stack.node.id);
  return relative(folder, process.cwd()).split(sep).join('/');
}

/** The state folder, relative to a stack's folder in the output. */
export function stateFolderFrom(stack: TerraformStack): string {
  return `${projectFolderFrom(stack)}/${STATE_FOLDER}`;
}

const BUNDLES = Symbol.for('cdktf-exchange-client-access/bundles');

/** Has the bundles of a stack lie in a folder of its id, wherever below another it stands: ids of stacks are unique. */
export function nameBundlesById(stack: TerraformStack): void {
  Object.defineProperty(stack, BUNDLES, { value: stack.node.id, enumerable: false });
}

/** The folder of a stack's bundles, beside those of other stacks, also where a stack stands below another: as Terraform sees it from the stack's folder. */
export function bundlesRootOf(stack: TerraformStack & { [BUNDLES]?: string }): string {
  return `\${path.module}/${stateFolderFrom(stack)}/bundles/${folderName(stack[BUNDLES] ?? stack.node.path)}${OF_WORKSPACE}`;
}

/** The folder of what verifications found, as Terraform sees it from a stack's folder. */
export function verifiedFolderOf(stack: TerraformStack): string {
  return `\${path.module}/${stateFolderFrom(stack)}/verified`;
}

/** The file in it that is of a stack. */
export function verifiedNameOf(stack: TerraformStack): string {
  return `${folderName(stack.node.path)}${OF_WORKSPACE}.json`;
}

/** Where the bundle of a server lies below the bundles of its stack. */
export function bundleNameOf(server: Construct): string {
  const below = server.node.path.slice(TerraformStack.of(server).node.path.length + 1);
  return below.split('/').map(folderName).join('/');
}

/** Where the bundle of a server goes, as Terraform sees it from the stack's folder. */
export function bundleFolderOf(server: Construct): string {
  return `${bundlesRootOf(TerraformStack.of(server))}/${bundleNameOf(server)}`;
}

/** Terraform's name of the output with the roots of a stack. */
export const ROOTS_OUTPUT = 'roots_to_distribute';

/** Terraform's name of the output of a presenter: its id; where that is no name or it lies deeper, its path with a digest. */
export function outputName(presenter: Construct): string {
  const stack = TerraformStack.of(presenter);
  const ids = presenter.node.scopes.slice(presenter.node.scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
  if (ids.length === 1 && /^[A-Za-z_][A-Za-z0-9_-]*$/.test(ids[0]) && ids[0] !== ROOTS_OUTPUT) return ids[0];
  const name = ids.join('_').replace(/[^A-Za-z0-9_-]/g, '_');
  return `${/^[A-Za-z_]/.test(name) ? '' : '_'}${name}_${shortDigest(ids.join('/'))}`;
}
