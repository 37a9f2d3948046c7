import { join, resolve } from 'node:path';
import { environmentSuffix, expressionKey, isCertificateName, SAME_AS } from '../delivery/apply-settings';

/** Who presents certificates, as Terraform hands it over, by environment variables: process arguments would show them to everyone. */
export interface HandedPresenter {
  /** From 1: its variables end with it. */
  readonly number: number;
  /** Construct path of the server or publishing point. */
  readonly id: string;
  readonly certificates: readonly HandedCertificate[];
}

/** One certificate of it. */
export interface HandedCertificate {
  /** `main`, or a role. */
  readonly name: string;
  readonly certificatePem: string;
  readonly chainPem: string;
  readonly rootPem: string;
  readonly keyPem?: string;
  readonly keyFile?: string;
  readonly pfxFile?: string;
  readonly pfxPasswordVariable?: string;
}

/** More than that is no environment that synth wrote. */
const MOST_PRESENTERS = 1000;

/**
 * The presenters that Terraform names, each with the certificates that it names, in its order. Nothing else of the environment is
 * looked at: Terraform's own environment is part of it, and anybody may have put something there.
 *
 * @throws Error where a number or a name is none, a presenter is named twice, or a variable is not set
 */
export function handedPresenters(environment: NodeJS.ProcessEnv): HandedPresenter[] {
  const count = numberIn(environment, 'CLIENT_ACCESS_PRESENTERS');
  const presenters = Array.from({ length: count }, (_, index): HandedPresenter => {
    const number = index + 1;
    const id = required(environment, `CLIENT_ACCESS_SERVER_${number}`);
    return { number, id, certificates: handedCertificates(environment, number) };
  });
  const twice = presenters.find(({ id }, index) => presenters.findIndex((other) => other.id === id) !== index);
  if (twice) throw new Error(`the environment names ${twice.id} twice; synthesize again`);
  return presenters;
}

function handedCertificates(environment: NodeJS.ProcessEnv, number: number): HandedCertificate[] {
  const variable = `CLIENT_ACCESS_CERTIFICATES_${number}`;
  return present(environment, variable)
    .split(',')
    .filter(Boolean)
    .map((name) => {
      if (!isCertificateName(name))
        throw new Error(
          `${variable} names ${JSON.stringify(name)}; a name has small letters, digits and single hyphens`,
        );
      const suffix = environmentSuffix(number, name);
      const optional = (what: string, member: keyof HandedCertificate): Partial<HandedCertificate> => {
        const value = environment[`CLIENT_ACCESS_${what}_${suffix}`];
        return value === undefined || value === '' ? {} : { [member]: value };
      };
      return {
        name,
        certificatePem: required(environment, `CLIENT_ACCESS_CERTIFICATE_${suffix}`),
        chainPem: shared(environment, 'CHAIN', suffix),
        rootPem: shared(environment, 'ROOT', suffix),
        ...optional('KEY', 'keyPem'),
        ...optional('KEY_FILE', 'keyFile'),
        ...optional('PFX_FILE', 'pfxFile'),
        ...optional('PFX_PASSWORD_VARIABLE', 'pfxPasswordVariable'),
      };
    });
}

/** A chain or root, which several certificates have in one variable. */
function shared(environment: NodeJS.ProcessEnv, what: string, suffix: string): string {
  const own = present(environment, `CLIENT_ACCESS_${what}_${suffix}`);
  return own.startsWith(SAME_AS) ? present(environment, `CLIENT_ACCESS_${what}_${own.slice(SAME_AS.length)}`) : own;
}

/** The value that Terraform passes for an expression; undefined: none. */
export function handedValue(environment: NodeJS.ProcessEnv, expression: string): string | undefined {
  return environment[`CLIENT_ACCESS_VALUE_${expressionKey(expression)}`];
}

/** Names of bundles below their folder: letters, digits, `.`, `_` and `-` in each part, and no part that begins with a point. */
const BUNDLE = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/**
 * The names of bundles that Terraform passes in one variable, with spaces between them.
 *
 * @throws Error where the variable is not set, or one of them is no name of a bundle
 */
export function bundleNames(environment: NodeJS.ProcessEnv, variable: string): string[] {
  const names = required(environment, variable).split(' ');
  const wrong = names.find((name) => !BUNDLE.test(name));
  if (wrong !== undefined)
    throw new Error(`${variable} names ${JSON.stringify(wrong)}, which is no name of a bundle; synthesize again`);
  return names;
}

/**
 * The folders of all bundles that a stack keeps, absolute, with the names that Terraform passes in numbered parts.
 *
 * @throws Error where a variable is not set, or a name is none
 */
export function handedBundles(environment: NodeJS.ProcessEnv): { readonly name: string; readonly folder: string }[] {
  const root = bundlesRoot(environment);
  const parts = Array.from({ length: numberIn(environment, 'CLIENT_ACCESS_KEEP') }, (_, index) =>
    bundleNames(environment, `CLIENT_ACCESS_KEEP_${index + 1}`),
  );
  return parts.flat().map((name) => ({ name, folder: join(root, name) }));
}

/** The folder of all bundles, absolute: where the working folder is gone, Node makes no folder by a relative path and never ends. */
export function bundlesRoot(environment: NodeJS.ProcessEnv): string {
  return resolve(required(environment, 'CLIENT_ACCESS_BUNDLES'));
}

/**
 * A number of things that Terraform passes.
 *
 * @throws Error where the variable is not set, no number, or too large
 */
export function numberIn(environment: NodeJS.ProcessEnv, variable: string): number {
  const text = required(environment, variable);
  if (!/^\d{1,4}$/.test(text) || Number(text) > MOST_PRESENTERS)
    throw new Error(
      `the environment variable ${variable} is ${JSON.stringify(text.slice(0, 40))}; it must be a number up to ${MOST_PRESENTERS}. Synthesize again`,
    );
  return Number(text);
}

/** A variable that Terraform must have set, if only to nothing. */
function present(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value === undefined) throw notSet(name);
  return value;
}

/** A variable that Terraform must have set. */
export function required(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') throw notSet(name);
  return value;
}

function notSet(name: string): Error {
  return new Error(`the environment variable ${name} is not set; this command is run by terraform apply`);
}
