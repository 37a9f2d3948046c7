import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, normalize, sep } from 'node:path';
import { CONFIGURATION, loadedBeside } from '../../delivery/apply-settings';
import { REFUSED_ESTATE_FILE } from '../../model';
import { InputError } from '../exit';
import { readBytes } from './bytes';
import { parseConfiguration, readConfiguration } from './configuration';
import { JsonScanner } from './json-scanner';
import { TerraformInput } from './terraform-input';

/**
 * Reads a folder: what synth wrote (its manifest names the stacks), or plain Terraform JSON (`*.tf.json`).
 *
 * @throws InputError when there is neither, or the manifest names what is not there
 */
export function readOutputFolder(folder: string): TerraformInput[] {
  const manifest = join(folder, 'manifest.json');
  if (existsSync(manifest)) return readStacks(folder, manifest);
  const refused = join(folder, REFUSED_ESTATE_FILE);
  if (existsSync(refused)) return [readRefused(refused)];
  const plain = readdirSync(folder)
    .filter((name) => name.endsWith('.tf.json'))
    .sort();
  if (plain.length === 0) {
    throw new InputError(`${folder} holds neither manifest.json nor *.tf.json`, 'run `cdktf synth` first');
  }
  const files = plain.map((name) => readConfigurationFile(join(folder, name)));
  // A stack's own folder; a module written by hand may have as many files as it likes.
  if (files.some(({ slices }) => slices.length > 0)) plain.forEach((name) => refuseFilesBeside(join(folder, name)));
  return asModule(files, unreadIn(folder));
}

/**
 * The files of a folder are one module to Terraform: a certificate in one may have its key or its issuer in another. What was not
 * written by this package is therefore one input, named by the first file with a certificate, where a finding has its place.
 */
function asModule(files: TerraformInput[], unread: readonly string[]): TerraformInput[] {
  const ours = files.filter(({ slices }) => slices.length > 0);
  const plain = files.filter((file) => !ours.includes(file));
  const parts = plain.filter(({ tlsResources }) => tlsResources.length > 0);
  if (parts.length === 0) return ours.length > 0 ? ours : plain.slice(0, 1);
  const main = parts.find(({ tlsResources }) => tlsResources.some(({ type }) => type.endsWith('_cert'))) ?? parts[0];
  const others = parts.filter((file) => file !== main).map(({ name }) => basename(name));
  return [
    ...ours,
    {
      ...main,
      tlsResources: parts.flatMap(({ tlsResources }) => tlsResources),
      notices: [
        ...(others.length === 0 ? [] : [`${main.name} is read as one module with ${others.join(', ')}`]),
        ...(unread.length === 0
          ? []
          : [
              `${unread.join(', ')} ${unread.length === 1 ? 'is' : 'are'} not in JSON syntax and not read: review the JSON of a plan instead`,
            ]),
      ],
    },
  ];
}

/** What Terraform would load of the folder and is no JSON. */
function unreadIn(folder: string): string[] {
  return loadedBeside(folder).filter((name) => !name.endsWith('.tf.json'));
}

/** Reads what a refused synth left: what was declared, and nothing that could be deployed. */
function readRefused(path: string): TerraformInput {
  return {
    name: path,
    kind: 'configuration',
    slices: [{ address: REFUSED_ESTATE_FILE, text: readBytes(path).toString().trimEnd() }],
    tlsResources: [],
    variables: {},
    replacements: [],
    notices: ['synth refused this app; this is a review of what it declared'],
  };
}

/** Reads one Terraform configuration file in JSON syntax. */
function readConfigurationFile(path: string): TerraformInput {
  return readConfiguration(parseConfiguration(readBytes(path), path), path);
}

/**
 * Makes sure that the configuration is all that Terraform would load of its folder: what is reviewed is what is deployed.
 *
 * @param path of a configuration that synth wrote
 * @throws InputError that names the other files
 */
export function refuseFilesBeside(path: string): void {
  if (basename(path) !== CONFIGURATION) return;
  const beside = loadedBeside(dirname(path));
  if (beside.length > 0)
    throw new InputError(
      `Terraform would load ${beside.join(', ')} beside ${path}, and synth did not write ${beside.length === 1 ? 'it' : 'them'}`,
      'remove what does not belong there, or declare it in the app; values of variables go into the environment or a file that is named at apply (-var-file)',
    );
}

function readStacks(folder: string, manifest: string): TerraformInput[] {
  const scanner = new JsonScanner(readBytes(manifest), manifest);
  const paths: string[] = [];
  const found = scanner.sections().get('stacks');
  if (!found) throw new InputError(`${manifest} names no stacks`, AGAIN);
  const stacks = scanner.at(found);
  stacks.members((stack) => {
    let path: string | undefined;
    stacks.members((property) => {
      if (property === 'synthesizedStackPath' && stacks.peek() === 'string') path = stacks.value() as string;
    });
    if (path === undefined) throw new InputError(`${manifest}: the stack ${stack} has no synthesizedStackPath`, AGAIN);
    const inside = normalize(path);
    if (isAbsolute(path) || inside === '..' || inside.startsWith(`..${sep}`))
      throw new InputError(`${manifest}: the stack ${stack} lies outside the folder (${path})`, AGAIN);
    paths.push(inside);
  });
  return paths.sort().map((path) => {
    const file = join(folder, path);
    if (!existsSync(file)) throw new InputError(`${manifest} names ${path}, which is not there`, AGAIN);
    refuseFilesBeside(file);
    return readConfigurationFile(file);
  });
}

const AGAIN = 'run `cdktf synth` again; the folder was changed after it was written';
