import { join, resolve } from 'node:path';
import { readEstateFile } from '../delivery/estate-file';
import { environmentSuffix, expressionKey, heldBack, isCertificateName, SAME_AS } from '../delivery/apply-settings';
import { evidenceOf, openExpressions, withEvidence } from '../evidence';
import { Estate, Evidence, EvidenceSource, indexOf, presenterEstate, PublishingPoint, Server } from '../model';
import { Moment, Report } from '../policy';
import { formatText } from '../report/text';
import { judgeEstate } from '../rules';

/** What a judgement at apply says, and whether Terraform must stop before what depends on it. */
export interface AppliedJudgement {
  readonly refused: boolean;
  readonly text: string;
}

/**
 * Judges servers and publishing points again, with the certificates that were really issued. What synth could not know is known here.
 * Each is judged for itself; if one is refused, nothing of the others is delivered either, and the text says so.
 *
 * @throws Error where the estate was changed after synth, or Terraform passes something else than the estate declares
 */
export function applyGate(environment: NodeJS.ProcessEnv, estateFile: string, now: Date): AppliedJudgement {
  const presenters = handedPresenters(environment);
  const estate = readEstateFile(estateFile, required(environment, 'CLIENT_ACCESS_ESTATE'));
  const ids = presenters.map(({ id }) => id);
  const refusals = presenters.flatMap((presenter) => {
    const report = judgePresenter(presenter, estate, environment, now);
    return report.summary.refused ? [{ id: presenter.id, report }] : [];
  });
  if (refusals.length === 0)
    return { refused: false, text: `client access: the certificates of ${ids.join(', ')} are accepted` };
  const reports = refusals.map(({ report }) => formatText(report, { colour: false }));
  const refused = refusals.map(({ id }) => id);
  const held = heldBack(ids.filter((id) => !refused.includes(id)));
  const last = held.map((text) => `client access: refused: ${refused.join(', ')}. ${text}`);
  return { refused: true, text: [...reports, ...last].join('\n') };
}

function judgePresenter(presenter: HandedPresenter, whole: Estate, environment: NodeJS.ProcessEnv, now: Date): Report {
  const estate = presenterEstate(whole, presenter.id);
  const evidence = applyEvidence(estate, presenter, environment, now);
  return judgeEstate(withEvidence(estate, evidence, now), { now, moment: Moment.ISSUED });
}

/** What Terraform knows when it applies: the certificates of one presenter, and the values of expressions. */
function applyEvidence(
  estate: Estate,
  { id, certificates: handed }: HandedPresenter,
  environment: NodeJS.ProcessEnv,
  now: Date,
): Evidence {
  const values = openExpressions(estate).flatMap((expression) => {
    const value = handedValue(environment, expression);
    return value === undefined ? [] : [{ expression, value }];
  });
  const certificates = handed.map((one) => ({
    id: certificateId(estate, id, one.name),
    pem: one.certificatePem,
    chainPem: one.chainPem.trim() === '' ? [] : [one.chainPem],
    rootPem: one.rootPem.trim() === '' ? [] : [one.rootPem],
  }));
  return evidenceOf(EvidenceSource.APPLY, now, { values, certificates });
}

/**
 * Id of the certificate that a presenter presents under a name.
 *
 * @throws Error where there is no such presenter, or none of that name
 */
export function certificateId(estate: Estate, presenter: string, name: string): string {
  const server = indexOf(estate, 'servers').get(presenter) as Server | undefined;
  const point = indexOf(estate, 'publishingPoints').get(presenter) as PublishingPoint | undefined;
  if (!server && !point)
    throw new Error(
      `the estate beside this script holds neither server nor publishing point ${presenter}; synthesize again`,
    );
  const id = server
    ? server.roles.find(({ role }) => role === (name === 'main' ? 'iis' : name))?.certificate
    : pointCertificate(point as PublishingPoint, name);
  if (id === undefined)
    throw new Error(`there is a certificate "${name}", and ${presenter} presents none of that name; synthesize again`);
  return id;
}

/** A point's certificates: `main`, and `sni-1` and so on for those by name. */
function pointCertificate({ certificate, sniCertificates }: PublishingPoint, name: string): string | undefined {
  if (name === 'main') return certificate;
  const number = /^sni-([1-9]\d*)$/.exec(name)?.[1];
  return number === undefined ? undefined : sniCertificates?.[Number(number) - 1]?.certificate;
}

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
