import { CertificateRole, CertificateSourceKind, ClientPlace, ClientProtocol } from '../model';
import { clientLabel } from '../clients/application';
import { describeSource } from '../exchange/sources';
import { CertificateNames, MatrixColumn, NamePresence, NameUse, OutcomeKind, Report } from '../policy';

const PROTOCOLS: Record<ClientProtocol, string> = {
  [ClientProtocol.OWA]: 'Outlook Web App',
  [ClientProtocol.ECP]: 'Exchange Control Panel',
  [ClientProtocol.ACTIVE_SYNC]: 'ActiveSync',
  [ClientProtocol.OUTLOOK_ANYWHERE]: 'Outlook Anywhere',
  [ClientProtocol.MAPI_OVER_HTTP]: 'MAPI over HTTP',
  [ClientProtocol.EWS]: 'EWS',
  [ClientProtocol.OAB]: 'OAB',
  [ClientProtocol.AUTODISCOVER]: 'Autodiscover',
  [ClientProtocol.POP3]: 'POP3',
  [ClientProtocol.IMAP4]: 'IMAP4',
  [ClientProtocol.SMTP_SUBMISSION]: 'SMTP submission',
};

const VERBS: Record<OutcomeKind, string> = {
  [OutcomeKind.WORKS]: 'works',
  [OutcomeKind.PROMPTS]: 'prompts',
  [OutcomeKind.FAILS]: 'fails',
  [OutcomeKind.UNKNOWN]: 'unknown',
};

const PLACES: Record<ClientPlace, string> = {
  [ClientPlace.INSIDE]: 'inside',
  [ClientPlace.OUTSIDE]: 'outside',
  [ClientPlace.OUTSIDE_WITH_VPN]: 'outside with VPN',
  [ClientPlace.INSIDE_WITH_EXTERNAL_NAMES]: 'inside, with the external names',
};

/** What distinguishes a population from others, in the order in which people ask: platform, application, place. */
export function populationAbout({
  platform,
  application,
  place,
}: Pick<MatrixColumn, 'platform' | 'application' | 'place'>): string[] {
  const clients = application === undefined ? [platform] : [platform, application];
  return [...clients.map(clientLabel), PLACES[place as ClientPlace] ?? place];
}

/** A protocol as people call it; a word of a newer schema stays as it is. */
export function protocolLabel(protocol: string): string {
  return PROTOCOLS[protocol as ClientProtocol] ?? protocol;
}

/** The documents behind the keys of a source, with their publishers; what is in words already stays as it is. */
export function sourceLabel(source: string): string {
  const described = source.split('; ').map((part) => {
    const known = describeSource(part);
    return known ? `${known.title} (${known.document})` : part;
  });
  return [...new Set(described)].join('; ');
}

/** An outcome in one word. */
export function outcomeWord(kind: string): string {
  return VERBS[kind as OutcomeKind] ?? kind;
}

/** A construct path for people; what concerns the estate as a whole has none. */
export function pathLabel(path: string): string {
  return path === '' ? '(the whole estate)' : path;
}

/**
 * What refuses an app and what does not, said where it may surprise: the app is accepted, and some of its clients are not. Undefined
 * elsewhere.
 */
export function acceptedNonetheless({ refused, fails, prompts }: Report['summary']): string | undefined {
  if (refused || fails + prompts === 0) return undefined;
  return 'findings decide whether the app is refused; clients that fail or are asked refuse nothing by themselves';
}

/** The sources as people write them. */
export const SOURCE_WORDS: Record<CertificateSourceKind, string> = {
  [CertificateSourceKind.SELF_SIGNED]: 'self-signed',
  [CertificateSourceKind.INTERNAL_CA]: 'internal CA',
  [CertificateSourceKind.PURCHASED]: 'purchased',
};

/** The roles as people write them. */
export const ROLE_WORDS: Record<CertificateRole, string> = {
  [CertificateRole.IIS]: 'IIS',
  [CertificateRole.POP]: 'POP',
  [CertificateRole.IMAP]: 'IMAP',
  [CertificateRole.SMTP]: 'SMTP',
  [CertificateRole.TRANSPORT_DEFAULT]: 'internal transport',
  [CertificateRole.BACK_END]: 'back end',
  [CertificateRole.OAUTH]: 'OAuth',
};

/** Uses of a name in words; those that differ by their server or setting alone are one. */
export function useWords(uses: readonly NameUse[]): string[] {
  const lines = new Map<string, { readonly use: NameUse; readonly at: Set<string>; readonly settings: Set<string> }>();
  for (const use of uses) {
    const key = `${use.what}|${use.side}|${use.mailDomain}`;
    const known = lines.get(key) ?? { use, at: new Set(), settings: new Set() };
    known.at.add(use.at);
    known.settings.add(use.setting);
    lines.set(key, known);
  }
  return [...lines.values()].map(({ use, at, settings }) => {
    const [first, ...rest] = at;
    const where = rest.length === 0 ? first : `${first} and ${rest.length} more`;
    const who = use.side === undefined ? '' : `, clients ${use.side}`;
    const domain = use.mailDomain === undefined ? '' : `, mail domain ${use.mailDomain}`;
    return `${use.what} on ${where}${who}${domain}: ${[...settings].join(', ')}`;
  });
}

/** A certificate of which names are missing, or that needs names which no public CA can certify. */
export interface NamesToChange {
  readonly names: CertificateNames;
  readonly missing: readonly string[];
  /** Each with why, and what to do about it. */
  readonly refused: readonly { readonly name: string; readonly why: string; readonly fix?: string }[];
}

/** The certificates whose names ask for something to be done. */
export function namesToChange(all: readonly CertificateNames[]): NamesToChange[] {
  return all.flatMap((names) => {
    const refused = names.needed.flatMap(({ fix, name, refused: why }) =>
      why === undefined ? [] : [{ name, why, fix }],
    );
    const missing = names.needed
      .filter(({ has, refused: why }) => has === NamePresence.MISSING && why === undefined)
      .map(({ name }) => name);
    return missing.length + refused.length === 0 ? [] : [{ names, missing, refused }];
  });
}
