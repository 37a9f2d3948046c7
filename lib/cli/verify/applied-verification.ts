import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { interruptible } from './progress';
import { readBundle } from '../../delivery/bundle';
import { readEstateFile } from '../../delivery/estate-file';
import { VerifySettings } from '../../delivery/apply-settings';
import { evidenceOf, openExpressions, withEvidence } from '../../evidence';
import { Estate, EvidenceSource } from '../../model';
import { Moment, Report, stands } from '../../policy';
import { Level } from '../../policy/rule';
import { formatText } from '../../report/text';
import { judgeEstate } from '../../rules';
import { FixedAddress, fixedAddresses, fixedAddressOf } from '../../names';
import { authoritiesOf, Survey, Target, targetsOf } from '../../verify';
import { certificateId, handedBundles, handedValue, required } from '../apply-gate';
import { observedEstate, reachedAny, runSurvey, usualSample } from './run';

/** What is around the verification, handed in. */
export interface AppliedWorld {
  readonly environment: NodeJS.ProcessEnv;
  readonly estateFile: string;
  readonly clock: () => Date;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * Verifies the endpoints of a stack and says how it went. Where Terraform names a file for the result, a refusal is a warning of a check
 * that reads it, and else a failure of the apply.
 *
 * @returns the exit code of the script
 */
export async function appliedVerification(world: AppliedWorld): Promise<number> {
  const { clock, environment, err, estateFile, out } = world;
  const verification = await interruptible((signal) =>
    applyVerify(environment, estateFile, {
      clock,
      passed: () => performance.now(),
      signal,
      say: (line) => out(`client access: ${line}\n`),
    }),
  );
  const { accepted, summary, text } = verification;
  const result = environment.CLIENT_ACCESS_RESULT ?? '';
  if (result !== '') record(result, verification);
  if (accepted) out(`client access: ${summary}\n`);
  else err(`${text}\nclient access: ${summary}\n`);
  return accepted || result !== '' ? 0 : 1;
}

/** Leaves the result where a check of Terraform reads it: whole, or as it was. */
function record(path: string, { accepted, summary }: Verification): void {
  const target = resolve(path);
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const beside = `${target}.${process.pid}`;
  writeFileSync(beside, `${JSON.stringify({ accepted, summary })}\n`, { mode: 0o600 });
  renameSync(beside, target);
}

/** Connections at once: as the command does. */
const WIDTH = 64;

const WIDTH_OF_ADDRESS = 4;

/** What is around a verification at apply. */
export interface VerifyWorld {
  readonly clock: () => Date;
  /** Milliseconds that pass, from any beginning. */
  readonly passed: () => number;
  readonly signal: AbortSignal;
  /** Says how far it is. */
  readonly say: (line: string) => void;
}

/** How a verification ended. */
export interface Verification {
  readonly accepted: boolean;
  /** One line. */
  readonly summary: string;
  /** The report for people; empty where everything is accepted. */
  readonly text: string;
}

/**
 * Connects to every endpoint of a stack after its bundles were delivered, and judges what is presented, also whether it is what was
 * delivered. While something is refused it asks again, until the time to wait is over: that a bundle is delivered does not mean that a
 * server has it.
 *
 * @throws Error where the estate was changed after synth, a bundle can't be read, or Terraform passes something else than it should
 */
export async function applyVerify(
  environment: NodeJS.ProcessEnv,
  estateFile: string,
  world: VerifyWorld,
): Promise<Verification> {
  const settings = settingsOf(environment);
  const { estate, missing } = deliveredEstate(environment, estateFile, world.clock());
  if (missing.length > 0)
    world.say(`bundles of ${missing.join(', ')} are not on this machine: not known whether theirs are presented`);
  const targets = targetsOf(estate, world.clock(), settings.sides);
  if (targets.length === 0)
    return {
      accepted: false,
      summary: 'no endpoint to verify: no host name with an encrypted port is known',
      text: 'declare host names, or leave out verifyAfterDeploy',
    };
  const begun = world.passed();
  for (;;) {
    const { report, survey } = await askOnce(targets, estate, settings, world);
    const refused = report.summary.refused || !reachedAny(survey);
    if (!refused) return accepted(targets, report);
    const left = settings.waitSeconds * 1000 - (world.passed() - begun);
    if (left <= 0 || world.signal.aborted) return refusal(report, world.signal.aborted, settings);
    world.say(`${shortly(report)}; asked again within ${Math.ceil(left / 1000)} s`);
    await pause(Math.min(left, settings.intervalSeconds * 1000), undefined, { signal: world.signal }).catch(
      () => undefined,
    );
  }
}

async function askOnce(
  targets: readonly Target[],
  estate: Estate,
  { dnsServers, addresses, timeoutSeconds, sides }: VerifySettings,
  { clock, signal }: VerifyWorld,
): Promise<{ readonly survey: Survey; readonly report: Report }> {
  const options = {
    sides,
    dns: dnsServers,
    fixed: fixedAddresses(addresses.map(addressOf)),
    deadlineMs: timeoutSeconds * 1000,
    sample: usualSample(targets.length),
    width: WIDTH,
    widthOfAddress: WIDTH_OF_ADDRESS,
    withoutSni: true,
    requests: false,
    tlsVersions: false,
    rsa: false,
    largeHello: false,
    revocation: false,
  };
  const survey = await runSurvey(targets, options, {
    clock,
    signal,
    authorities: authoritiesOf(estate),
    now: clock(),
  });
  const now = clock();
  return { survey, report: judgeEstate(observedEstate(estate, survey, now), { now, moment: Moment.OBSERVED }) };
}

/** The estate beside the script, with what Terraform knows and what the bundles delivered. */
function deliveredEstate(
  environment: NodeJS.ProcessEnv,
  estateFile: string,
  now: Date,
): { readonly estate: Estate; readonly missing: string[] } {
  const estate = readEstateFile(estateFile, required(environment, 'CLIENT_ACCESS_ESTATE'));
  const values = openExpressions(estate).flatMap((expression) => {
    const value = handedValue(environment, expression);
    return value === undefined ? [] : [{ expression, value }];
  });
  const bundles = handedBundles(environment).map(({ folder, name }) => ({ name, bundle: readBundle(folder) }));
  const certificates = bundles.flatMap(({ bundle }) =>
    (bundle?.certificates ?? []).map(({ certificatePem, chainPem, name, rootPem }) => ({
      id: certificateId(estate, bundle!.server, name),
      pem: certificatePem,
      chainPem: chainPem === '' ? [] : [chainPem],
      rootPem: rootPem === '' ? [] : [rootPem],
    })),
  );
  const evidence = evidenceOf(EvidenceSource.APPLY, now, { values, certificates });
  return {
    estate: withEvidence(estate, evidence, now),
    missing: bundles.filter(({ bundle }) => bundle === undefined).map(({ name }) => name),
  };
}

function settingsOf(environment: NodeJS.ProcessEnv): VerifySettings {
  const text = required(environment, 'CLIENT_ACCESS_VERIFY');
  try {
    return JSON.parse(text) as VerifySettings;
  } catch {
    throw new Error('the environment variable CLIENT_ACCESS_VERIFY is no JSON; synthesize again');
  }
}

function addressOf(text: string): FixedAddress {
  const address = fixedAddressOf(text);
  if (address) return address;
  throw new Error(`${JSON.stringify(text)} is no NAME:PORT:ADDRESS; synthesize again`);
}

function accepted(targets: readonly Target[], { judgedAt }: Report): Verification {
  const what = targets.length === 1 ? '1 endpoint presents' : `${targets.length} endpoints present`;
  return { accepted: true, summary: `${what} what was delivered, at ${judgedAt}`, text: '' };
}

function refusal(report: Report, isInterrupted: boolean, { waitSeconds }: VerifySettings): Verification {
  const after = waitSeconds === 0 ? '' : ` after ${waitSeconds} s`;
  const summary = isInterrupted ? 'ended by the user' : `${shortly(report)}${after}, at ${report.judgedAt}`;
  const text = formatText(report, { colour: false });
  return { accepted: false, summary, text: `${text}\n${FIX}` };
}

/** What keeps the endpoints from being accepted, in a few words. */
function shortly({ findings, observations = [] }: Report): string {
  const errors = findings.filter((one) => stands(one) && one.level === Level.ERROR);
  const [first] = errors;
  if (first === undefined) return `${observations.length} connections, and no certificate was presented`;
  return `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}, the first: ${first.rule}: ${first.message}`;
}

const FIX =
  'client access: the bundles are delivered and stay. Install them on the servers, then apply again; where something installs them during the apply, give verifyAfterDeploy the minutes to wait for it.';
