import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { relative, resolve, sep } from 'node:path';

/** Folder for state and bundles, beside cdktf.json: outside cdktf.out, which is thrown away at will. */
export const STATE_FOLDER = '.state';

/** The folder that synth runs in, relative to a stack's folder in the output. */
export function projectFolderFrom(stack: TerraformStack): string {
  const root = stack.node.root;
  const outdir = App.isApp(root) ? resolve(root.outdir) : '';
  // An output folder elsewhere (tests use temporary ones) is written as if it were the usual one: output must not tell the machine.
  const below = outdir.startsWith(process.cwd() + sep) ? relative(process.cwd(), outdir) : 'cdktf.out';
  return [...below.split(sep), 'stacks', stack.node.id].map(() => '..').join('/');
}

/** The state folder, relative to a stack's folder in the output. */
export function stateFolderFrom(stack: TerraformStack): string {
  return `${projectFolderFrom(stack)}/${STATE_FOLDER}`;
}

/** Digits of a digest that keep names apart which would become equal. */
const DIGEST_LENGTH = 8;

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGEST_LENGTH);
}

/** A construct's id as a folder, the same on every file system; ids that differ have folders that differ. */
function folderName(id: string): string {
  const safe = id.replace(/[^A-Za-z0-9._-]|^\.+/g, '_');
  return safe === id ? id : `${safe}-${digestOf(id)}`;
}

/** The folder of a stack's bundles, beside those of other stacks, also where a stack stands below another: as Terraform sees it from the stack's folder. */
export function bundlesRootOf(stack: TerraformStack): string {
  return `\${path.module}/${stateFolderFrom(stack)}/bundles/${folderName(stack.node.path)}`;
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
