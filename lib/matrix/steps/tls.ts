import { isTls12Expected, pointTls, serverTls, speakTogether, SpokenTls } from '../../exchange';
import { ClientFact, TlsVersion } from '../../model';
import { factOf, Party } from '../connection/party';
import type { OpenedLeg } from '../connection/connection';
import type { Outcome } from '../../policy';
import { fails, type LegStep, unknown } from '../reasons';

/** Whether both ends of a leg have a TLS version in common, as far as that is certain. */
export const tlsStep: LegStep = ({ route }, leg) => {
  const { by, name, tls, to } = leg;
  const { binding, server } = route.service;
  const now = new Date(by.day);
  const answers = to === 'server' ? serverTls(server, binding.protocol) : pointTls(tls, now);
  const asks = by.kind === 'client' ? versionsOf(by, now) : pointTls(by.tls, now);
  const together = speakTogether(asks, answers);
  if (together === true) return undefined;
  if (together === undefined) return judgeUnknown(leg, asks, answers);
  return fails({
    code: 'tls-version-refused',
    message: `${name} speaks no TLS version that ${by.label} speaks`,
    source: `${answers.source}; ${asks.source}`,
    fix: 'let the server or the publishing point speak a version of these clients, or update the clients',
  });
};

function judgeUnknown(leg: OpenedLeg, asks: SpokenTls, answers: SpokenTls): Outcome | undefined {
  const { by, name, tls, to } = leg;
  // A hop of which nobody states the versions is taken to have been set up for what is behind it.
  if (by.kind !== 'client' && by.tls === undefined) return undefined;
  if (to !== 'server' && tls === undefined) return judgeUnstated(by, name, answers);
  // What speaks every version up to TLS 1.2 meets clients of any age.
  if (answers.versions[TlsVersion.TLS_1_0] === true && answers.versions[TlsVersion.TLS_1_2] === true) return undefined;
  const common = NAMED.filter((version) => asks.versions[version] !== false && answers.versions[version] !== false);
  const atOther = common.filter((version) => answers.versions[version] === undefined);
  const atOpener = common.filter((version) => asks.versions[version] === undefined && !atOther.includes(version));
  const [doubts, fixes]: [string[], string[]] = [[], []];
  if (atOther.length > 0) {
    doubts.push(`whether ${name} speaks ${listed(atOther)} is not known${because(answers)}`);
    fixes.push(
      to === 'server'
        ? 'state windowsServer and the update of the server, or the TLS versions that it is set to speak (tls)'
        : `state both ends of the TLS versions of ${name} (tls)`,
    );
  }
  if (atOpener.length > 0) {
    doubts.push(`whether ${by.label} speaks ${listed(atOpener)} is not known${because(asks)}`);
    fixes.push(
      by.kind === 'client'
        ? `state the fact ${atOpener.map((version) => FACTS[version]).join(' or ')} of this population once it was tried (Windows 7: KB3140245 and DefaultSecureProtocols)`
        : `state both ends of the TLS versions of ${by.label} (serverTls)`,
    );
  }
  return unknown({
    code: 'tls-version-unknown',
    message: `whether ${name} and ${by.label} have a TLS version in common depends on what is not stated: ${doubts.join('; ')}`,
    source: `${answers.source}; ${asks.source}`,
    fix: fixes.join('; '),
  });
}

/**
 * A point of which nobody states the versions is taken to speak TLS 1.2; whether it speaks an older one with those that need it is not
 * known.
 */
function judgeUnstated(by: Party, name: string, answers: SpokenTls): Outcome {
  const current = factOf(by, ClientFact.TLS_1_2);
  const needs = {
    true: 'does not speak TLS 1.0',
    false: 'does not speak TLS 1.2',
    undefined: `may not speak TLS 1.2 (${current.note ?? 'no source states it'})`,
  }[String(current.value) as 'true' | 'false' | 'undefined'];
  return unknown({
    code: 'tls-version-unknown',
    message: `which TLS versions ${name} speaks is not stated, and ${by.label} ${needs}`,
    source: `${answers.source}; ${current.source}`,
    fix: `state the TLS versions of ${name} (tls)`,
  });
}

/** Versions that facts of clients speak of; no source speaks of TLS 1.1 alone. */
const NAMED = [TlsVersion.TLS_1_0, TlsVersion.TLS_1_2, TlsVersion.TLS_1_3] as const;
const FACTS: Readonly<Record<(typeof NAMED)[number], string>> = {
  [TlsVersion.TLS_1_0]: 'TLS_1_0',
  [TlsVersion.TLS_1_2]: 'TLS_1_2',
  [TlsVersion.TLS_1_3]: 'TLS_1_3',
};

function listed(versions: readonly TlsVersion[]): string {
  return versions.map((version) => `TLS ${version}`).join(' or ');
}

function because({ note }: SpokenTls): string {
  return note === undefined ? '' : ` (${note})`;
}

function versionsOf(client: Party, now: Date): SpokenTls {
  const [old, current, newest] = [ClientFact.TLS_1_0, ClientFact.TLS_1_2, ClientFact.TLS_1_3].map((fact) =>
    factOf(client, fact),
  );
  const notes = [current, old, newest].flatMap(({ note, value }) => (value === undefined ? (note ?? []) : []));
  return {
    versions: {
      // While it was usual, whatever nobody knows better of spoke TLS 1.0.
      [TlsVersion.TLS_1_0]: old.value ?? (isTls12Expected(now) ? undefined : true),
      // What has no TLS 1.2 has no TLS 1.1 either, and what ended TLS 1.0 ended both.
      [TlsVersion.TLS_1_1]: current.value === false || old.value === false ? false : undefined,
      [TlsVersion.TLS_1_2]: current.value,
      [TlsVersion.TLS_1_3]: newest.value,
    },
    ...(notes.length === 0 ? {} : { note: notes[0] }),
    source: current.source,
  };
}
