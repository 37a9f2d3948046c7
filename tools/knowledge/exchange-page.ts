import {
  ALL_PROTOCOLS,
  BooleanFact,
  defaultCertificate,
  ecdsaSupport,
  ExchangeVersion,
  protocolFacts,
  ProtocolFacts,
  PUBLIC_LIFETIMES,
  supportEnd,
  tlsFloor,
} from '../../lib/exchange';
import { CertificateRole, Encryption, ExchangeRelease, Listener } from '../../lib/model';
import { sourceList, table, word } from './markdown';

const VERSIONS: readonly ExchangeVersion[] = [
  ExchangeVersion.EXCHANGE_2007_SP3,
  ExchangeVersion.EXCHANGE_2010,
  ExchangeVersion.EXCHANGE_2013.withCumulativeUpdate(23),
  ExchangeVersion.EXCHANGE_2016,
  ExchangeVersion.EXCHANGE_2019,
  ExchangeVersion.EXCHANGE_SE,
];
const LABELS = VERSIONS.map((version) => version.label.replace('Exchange ', ''));

type Question = (facts: ProtocolFacts, release: ExchangeRelease) => BooleanFact;

const QUESTIONS: readonly (readonly [string, Question])[] = [
  ['Which version serves which protocol', (facts, release) => facts.exists(release)],
  ['What setup leaves running', (facts, release) => facts.enabledByDefault(release)],
  [
    'What refuses clients that do not encrypt, as setup leaves it',
    (facts, release) => facts.encryptionRequiredByDefault(release),
  ],
  [
    'What can work with a self-signed certificate that clients were made to trust',
    (facts, release) => facts.worksWithSelfSigned(release),
  ],
];

/** docs/exchange.md. */
export function exchangePage(): string {
  return [
    '# What the library knows of Exchange',
    'Written by `npx tsx tools/knowledge-docs.ts` from lib/exchange; a test holds the two together. “Not known” means that no source that was read says so, or that it depends on a service pack, update or build that the version named here leaves open.',
    ...QUESTIONS.flatMap(([title, question]) => [`## ${title}`, protocolTable(question)]),
    '## Ports',
    portTable(),
    '## The certificate that setup installs',
    certificateTable(),
    '## Keys, TLS and support',
    releaseTable(),
    '## Longest life of a public certificate',
    table(
      ['issued from', 'days'],
      PUBLIC_LIFETIMES.map((limit) => [limit.from, String(limit.days)]),
    ),
    '## What is not known',
    unknowns(),
    '## Sources',
    sourceList(allFacts().map(([, fact]) => fact.source)),
  ]
    .join('\n\n')
    .concat('\n');
}

function protocolTable(question: Question): string {
  const rows = ALL_PROTOCOLS.map((protocol) => {
    const facts = protocolFacts(protocol);
    return [facts.label, ...VERSIONS.map((version) => word(question(facts, version.release)))];
  });
  return table(['', ...LABELS], rows);
}

function portTable(): string {
  const rows = ALL_PROTOCOLS.map((protocol) => {
    const facts = protocolFacts(protocol);
    return [
      facts.label,
      facts.path ?? '',
      facts.listeners.map(port).join(', '),
      facts.defaultListeners(VERSIONS[0].release).map(port).join(', '),
    ];
  });
  return table(['', 'path', 'ports', 'without configuration in 2007'], rows);
}

function port(listener: Listener): string {
  const words = { [Encryption.NONE]: 'clear text', [Encryption.STARTTLS]: 'STARTTLS', [Encryption.TLS]: 'TLS' };
  return `${listener.port} ${words[listener.encryption]}`;
}

function certificateTable(): string {
  const rows = VERSIONS.map((version, index) => {
    const { facts, notes } = defaultCertificate(version.release, {
      fqdn: { value: 'server.domain' },
      netBiosName: 'SERVER',
    });
    const key = facts.keyBits === undefined ? 'RSA, length not known' : `RSA ${facts.keyBits}`;
    const days = Math.floor((facts.lifetimeSeconds ?? 0) / 86_400);
    return [LABELS[index], facts.subject ?? '', `${days} days`, key, notes.join('; ')];
  });
  return table(['', 'subject', 'life', 'key', 'notes'], rows);
}

function releaseTable(): string {
  const rows = VERSIONS.map((version, index) => {
    const floor = tlsFloor(version.release);
    return [
      LABELS[index],
      word(ecdsaSupport(version.release, CertificateRole.IIS)),
      word(ecdsaSupport(version.release, CertificateRole.IMAP)),
      word(floor.tls12),
      word(floor.tls13),
      supportEnd(version.release).date,
      supportEnd(version.release).paidUntil ?? '',
    ];
  });
  return table(
    [
      '',
      'ECDSA on the web site',
      'ECDSA on POP3 and IMAP4',
      'TLS 1.2',
      'TLS 1.3 except for SMTP',
      'supported until',
      'paid updates until',
    ],
    rows,
  );
}

function unknowns(): string {
  return allFacts()
    .filter(([, fact]) => fact.value === undefined)
    .map(([where, fact]) => `- ${where}: ${fact.note}`)
    .join('\n');
}

function allFacts(): [string, BooleanFact][] {
  return VERSIONS.flatMap((version, index) =>
    ALL_PROTOCOLS.flatMap((protocol) => {
      const facts = protocolFacts(protocol);
      const where = `${LABELS[index]}, ${facts.label}`;
      const asked: [string, BooleanFact][] = [
        [`${where}, whether it is served`, facts.exists(version.release)],
        [`${where}, whether it runs by default`, facts.enabledByDefault(version.release)],
        [`${where}, whether encryption is required`, facts.encryptionRequiredByDefault(version.release)],
        [`${where}, self-signed certificates`, facts.worksWithSelfSigned(version.release)],
      ];
      return facts.exists(version.release).value === false ? asked.slice(0, 1) : asked;
    }),
  );
}
