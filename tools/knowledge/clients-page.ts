import { APPLICATIONS, PlatformFacts, PLATFORMS } from '../../lib/clients';
import { BooleanFact } from '../../lib/exchange';
import { measuredTable } from './measured-table';
import { sourceList, table, word } from './markdown';

const COLUMNS: readonly (readonly [string, (platform: PlatformFacts) => BooleanFact])[] = [
  ['user installs a root', (platform) => platform.userCanInstallRoot],
  ['directory pushes', (platform) => platform.domainPush],
  ['device management pushes', (platform) => platform.mdmPush],
  ['by hand only a CA', (platform) => platform.handInstalledRootNeedsCa],
  ['applications share roots', (platform) => platform.applicationsUseInstalledRoots],
  ['wildcard', (platform) => platform.wildcard],
  ['SHA-256', (platform) => platform.sha2],
  ['SHA-512', (platform) => platform.sha512Chain],
  ['ECDSA', (platform) => platform.ecdsa],
  ['common name alone', (platform) => platform.commonNameAccepted],
  ['client certificates', (platform) => platform.certificateBasedAuthentication],
];

/** docs/clients.md. */
export function clientsPage(): string {
  return [
    '# What the library knows of clients',
    'Written by `npx tsx tools/knowledge-docs.ts` from lib/clients; a test holds the two together. “Not known” means that no source that was read says so: such a fact never makes a client pass, and what a population declares comes before everything here.',
    '## Platforms',
    table(['', 'id', ...COLUMNS.map(([title]) => title)], PLATFORMS.map(platformRow)),
    '## Roots that platforms ship with, and how others come',
    table(['', 'ships with', 'a person', 'an administrator'], PLATFORMS.map(rootRow)),
    '## Limits of their own',
    table(['', 'longest life of a certificate', 'smallest RSA key'], PLATFORMS.filter(hasLimits).map(limitRow)),
    '## How measured clients judge a certificate',
    MEASURED,
    measuredTable(),
    '## Applications',
    table(['', 'id', 'protocols', 'own roots', 'opts in to installed roots (Android 7 and later)'], applicationRows()),
    '## Which root reaches which clients',
    REACH,
    '## What is not known',
    unknowns(),
    '## Sources',
    sourceList(allSources()),
  ]
    .join('\n\n')
    .concat('\n');
}

const MEASURED = `These were tried on real servers (docs/reality.md tells how, and with which versions); of a certificate that is at hand the matrix says what each of them would say.`;

const REACH = `1. What the population declares: for the anchor, for a fingerprint, for every root that the platform does not ship with.
2. A commercial root: the platform's (or the application's own) list. A list that nobody wrote down makes it unknown.
3. An application that must opt in to installed roots, and does not, or is not named: blocked, or unknown.
4. Domain-joined Windows: pushed inside and over VPN, out of reach outside; unless the root is known not to be published.
5. Device management, on platforms that it reaches: pushed.
6. A self-signed certificate is pushed by neither, unless it is said to be published in the directory.
7. Else by hand: installable, blocked or unknown, as the platform has it.`;

function platformRow(platform: PlatformFacts): string[] {
  return [platform.label, `\`${platform.id}\``, ...COLUMNS.map(([, pick]) => word(pick(platform)))];
}

function rootRow(platform: PlatformFacts): string[] {
  const { kind, names, note } = platform.rootStore;
  const ships = { commercial: 'the commercial roots', named: `${names?.length} named roots`, unknown: 'not known' }[
    kind
  ];
  return [platform.label, note ? `${ships} (${note})` : ships, platform.installByUser, platform.installByAdministrator];
}

function hasLimits(platform: PlatformFacts): boolean {
  return platform.maximumLifetimeDays !== undefined || platform.minimumRsaBits !== undefined;
}

function limitRow(platform: PlatformFacts): string[] {
  const { maximumLifetimeDays: days, maximumLifetimeFrom: from, minimumRsaBits: bits } = platform;
  return [
    platform.label,
    days === undefined ? '' : `${days} days, if issued after ${from}`,
    bits === undefined ? '' : `${bits} bits`,
  ];
}

function applicationRows(): string[][] {
  return APPLICATIONS.map((application) => [
    application.label,
    `\`${application.id}\``,
    application.protocols.join(', '),
    application.ownRootStore ? 'yes' : 'no',
    word(application.optsInToInstalledRoots),
  ]);
}

function unknowns(): string {
  return PLATFORMS.flatMap((platform) =>
    COLUMNS.map(([title, pick]) => [title, pick(platform)] as const)
      .filter(([, fact]) => fact.value === undefined)
      .map(([title, fact]) => `- ${platform.label}, ${title}: ${fact.note}`),
  ).join('\n');
}

function allSources(): string[] {
  return [
    ...PLATFORMS.flatMap((platform) => [
      ...COLUMNS.map(([, pick]) => pick(platform).source),
      platform.rootStore.source,
      ...platform.sources,
    ]),
    ...APPLICATIONS.flatMap((application) => application.sources),
  ];
}
