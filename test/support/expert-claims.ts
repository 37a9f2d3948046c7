import { auditOf } from '../../lib/audit/audit';
import { LIKELY_CLIENTS } from '../../lib/audit/populations';
import { StatementKind } from '../../lib/audit/statement';
import { readExportFiles } from '../../lib/exports/exchange-export';
import { exportFiles } from './exchange-export';

/** An export, and what somebody who knows Exchange reads off it. A claim is one or more patterns, with ` & ` between them, that one sentence fits; `!` before one: it must not. */
export interface Claims {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** Forest that is audited. Default: the one with the most objects. */
  readonly forest?: string;
  readonly facts: readonly string[];
  readonly judgements: readonly string[];
  readonly unknowns: readonly string[];
  /** What the export can't tell, or what is wrong. */
  readonly never?: readonly string[];
  /** The first thing to do. Left out: there is nothing. */
  readonly first?: string;
}

const NOW = new Date('2026-11-30T12:00:00Z');

function fits(claim: string, text: string): boolean {
  return claim.split(' & ').every((part) => {
    const isNot = part.startsWith('!');
    return new RegExp(isNot ? part.slice(1) : part, 'i').test(text) !== isNot;
  });
}

/** The claims that the audit of the export does not meet, each with the kind of claim. */
export function unmet({ facts, files, first, forest, judgements, never = [], unknowns }: Claims): string[] {
  const exported = readExportFiles(exportFiles(files));
  const of = exported.organizations.find((one) => one.forest === forest) ?? exported.organizations[0]!;
  const audit = auditOf(exported, of, { now: NOW, clients: LIKELY_CLIENTS });
  const sentences = (...kinds: StatementKind[]): string[] =>
    audit.statements.flatMap(({ kind, text }) => (kinds.includes(kind) ? [text] : []));
  const known = sentences(StatementKind.READ, StatementKind.CONCLUDED);
  const work = audit.work.map(({ code, fix, title, why }) => `${code}: ${title} | ${why} | ${fix}`);
  const open = [...sentences(StatementKind.UNKNOWN), ...audit.exported.notJudged, ...work];
  const missing = (kind: string, claims: readonly string[], texts: readonly string[]): string[] =>
    claims.flatMap((claim) => (texts.some((text) => fits(claim, text)) ? [] : [`${kind}: ${claim}`]));
  return [
    ...missing('fact', facts, known),
    ...missing('judgement', judgements, [...known, ...work]),
    ...missing('unknown', unknowns, open),
    ...never.flatMap((claim) =>
      [...known, ...work].flatMap((text) => (fits(claim, text) ? [`wrong: ${claim}: ${text}`] : [])),
    ),
    ...(first === undefined
      ? work.map((text) => `first: nothing: ${text}`)
      : missing('first', [first], work.slice(0, 1))),
  ];
}

/** A thumbprint of a text. */
export function thumbprint(pattern: string): string {
  return pattern.repeat(40).slice(0, 40).toUpperCase();
}

/** What the Exchange shell shows of objects with Format-List, under its prompt. */
export function formatList(command: string, ...objects: readonly Readonly<Record<string, string>>[]): string {
  const blocks = objects.map((object) => {
    const width = Math.max(...Object.keys(object).map((name) => name.length));
    return Object.entries(object)
      .map(([name, value]) => `${name.padEnd(width)} : ${value}`)
      .join('\r\n');
  });
  return `[PS] C:\\Windows\\system32>${command}\r\n\r\n\r\n${blocks.join('\r\n\r\n')}\r\n\r\n\r\n\r\n`;
}

/** A certificate as Format-List shows it: of a public CA, valid, for IIS, until told otherwise. */
export function shownCertificate(given: Readonly<Record<string, string>>): Record<string, string> {
  return {
    AccessRules: '{System.Security.AccessControl.CryptoKeyAccessRule}',
    CertificateDomains: '{}',
    HasPrivateKey: 'True',
    IsSelfSigned: 'False',
    Issuer: 'CN=DigiCert SHA2 Secure Server CA, O=DigiCert Inc, C=US',
    NotAfter: '6/14/2027 11:59:59 PM',
    NotBefore: '6/1/2026 12:00:00 AM',
    PublicKeySize: '2048',
    RootCAType: 'ThirdParty',
    SerialNumber: '0A1B2C',
    Services: 'IIS',
    Status: 'Valid',
    Subject: 'CN=x',
    Thumbprint: thumbprint('A'),
    ...given,
  };
}

/** A server as Format-List shows it. */
export function shownServer(
  name: string,
  version: string,
  roles = 'Mailbox',
  domain = 'fabrikam.local',
): Record<string, string> {
  return {
    Name: name,
    Fqdn: `${name.toLowerCase()}.${domain}`,
    ServerRole: roles,
    AdminDisplayVersion: version,
    Edition: 'Standard',
  };
}
