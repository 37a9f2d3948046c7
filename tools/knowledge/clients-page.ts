import { APPLICATIONS, PlatformFacts, platformFacts, PLATFORMS, releasesOf } from '../../lib/clients';
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

const CONNECTION: typeof COLUMNS = [
  ['sends the host name (SNI)', (platform) => platform.sni],
  ['TLS 1.0', (platform) => platform.tls10],
  ['TLS 1.2', (platform) => platform.tls12],
  ['TLS 1.3', (platform) => platform.tls13],
  ['SHA-1', (platform) => platform.sha1],
  ['RSASSA-PSS', (platform) => platform.rsaPss],
  ['a person is asked about the issuer', (platform) => platform.asksAboutIssuer],
  ['… about the name', (platform) => platform.asksAboutName],
  ['keeps what was accepted', (platform) => platform.keepsException],
  ['demands a stapled response', (platform) => platform.demandsStaple],
  ['finds intermediates by itself', (platform) => platform.findsIntermediates],
];

/** docs/clients.md. */
export function clientsPage(): string {
  return [
    '# What the library knows of clients',
    'Written by `npx tsx tools/knowledge-docs.ts` from lib/clients; a test compares the two. “Not known” means that no source that was read says so: such a fact never makes a client pass, and what a population declares comes before everything here.',
    '## Platforms',
    table(['', 'id', ...COLUMNS.map(([title]) => title)], PLATFORMS.map(platformRow)),
    '## Connections, and who is asked',
    CONNECTIONS,
    table(
      ['', ...CONNECTION.map(([title]) => title)],
      PLATFORMS.map((platform) => [platform.label, ...CONNECTION.map(([, pick]) => word(pick(platform)))]),
    ),
    '## Facts that a release decides',
    RELEASES,
    releaseRows(),
    '## Roots that platforms ship with, and how others come',
    table(['', 'ships with', 'a person', 'an administrator'], PLATFORMS.map(rootRow)),
    '## Limits of their own',
    table(['', 'longest life of a certificate', 'smallest RSA key'], PLATFORMS.filter(hasLimits).map(limitRow)),
    '## How measured clients judge a certificate',
    MEASURED,
    measuredTable(),
    '## Applications',
    table(['', 'id', 'protocols', 'own roots', 'opts in to installed roots (Android 7 and later)'], applicationRows()),
    OWN_FACTS,
    table(['', 'fact', '', 'where', 'from', 'note'], ownRows()),
    '## Which root reaches which clients',
    REACH,
    '## What is not known',
    unknowns(COLUMNS),
    'Of connections, and of who is asked:',
    unknowns(CONNECTION),
    '## Sources',
    sourceList(allSources()),
  ]
    .join('\n\n')
    .concat('\n');
}

const MEASURED = `These were tried on real servers (docs/reality.md says how, and with which versions); for a certificate that is available the matrix says what each of them would say.`;

const CONNECTIONS = `As the platform is installed, for the programs that leave TLS and the check to it. Programs that bring their own are in the table of applications. Where nobody is asked, a certificate that the client does not accept ends the connection.`;

const RELEASES = `A platform of the table stands for a range of releases; what differs within it is unknown until the population names the release: \`ClientPlatform.android('13')\`, \`ios('17')\`, \`macos('14')\`, \`windows10('22H2')\`, \`windows11('24H2')\`.`;

const OWN_FACTS = `Facts in which an application differs from its platform; of the rows that fit, the last one counts. Facts with a day hold for judgements from that day on, since these programs update themselves. On iOS every browser uses what the system has.`;

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
  return platform.maximumLifetimeDays !== undefined || rsaLimits(platform) !== '';
}

function limitRow(platform: PlatformFacts): string[] {
  const { maximumLifetimeDays: days, maximumLifetimeFrom: from } = platform;
  return [platform.label, days === undefined ? '' : `${days} days, if issued after ${from}`, rsaLimits(platform)];
}

function rsaLimits(platform: PlatformFacts): string {
  const { minimumRsaBits: bits, minimumRsaBitsFrom: from, minimumPublicRsaBits: publicBits, unsureRsaBits } = platform;
  return [
    ...(bits === undefined ? [] : [from === undefined ? `${bits} bits` : `${bits} bits, from ${from} on`]),
    ...(publicBits === 'differs' ? ['below roots that it ships with more in some releases'] : []),
    ...(typeof publicBits === 'number' ? [`below roots that it ships with ${publicBits} bits`] : []),
    ...(unsureRsaBits === undefined ? [] : [`${unsureRsaBits} bits in some releases`]),
  ].join('; ');
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

function releaseRows(): string {
  const rows = PLATFORMS.flatMap((platform) =>
    [...COLUMNS, ...CONNECTION].flatMap(([title, pick]) => {
      const changes = releasesOf(platform.id).map((release) => ({
        release,
        fact: pick(platformFacts(platform.id, release)!),
      }));
      const differing = changes.filter(
        ({ fact }, index) => index === 0 || fact.value !== changes[index - 1].fact.value,
      );
      if (differing.length < 2) return [];
      const words = differing.map(({ release, fact }, index) =>
        index === 0 ? word(fact) : `${word(fact)} from ${release} on`,
      );
      return [[platform.label, title, words.join(', ')]];
    }),
  );
  return table(['', 'fact', 'by release'], rows);
}

function ownRows(): string[][] {
  return APPLICATIONS.flatMap((application) =>
    application.own.map(({ fact, is, protocols, families, platforms, from }) => [
      application.label,
      fact,
      word(is),
      [...(platforms ?? families ?? []), ...(protocols ?? [])].join(', '),
      from ?? '',
      is.note ?? '',
    ]),
  );
}

function unknowns(columns: typeof COLUMNS): string {
  return PLATFORMS.flatMap((platform) =>
    columns
      .map(([title, pick]) => [title, pick(platform)] as const)
      .filter(([, fact]) => fact.value === undefined)
      .map(([title, fact]) => `- ${platform.label}, ${title}: ${fact.note}`),
  ).join('\n');
}

function allSources(): string[] {
  return [
    ...PLATFORMS.flatMap((platform) => [
      ...[...COLUMNS, ...CONNECTION].map(([, pick]) => pick(platform).source),
      platform.rootStore.source,
      ...platform.sources,
    ]),
    ...APPLICATIONS.flatMap((application) => [...application.sources, ...application.own.map(({ is }) => is.source)]),
  ];
}
