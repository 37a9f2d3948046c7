import { Finding, Level, Report, RuleMetadata } from '../policy';
import { ReviewContext } from './changes';
import { fingerprints } from './findings';
import { clipped, plain } from './plain';
import { pathLabel } from './words';

export interface SarifOptions extends ReviewContext {
  /** Version of this package. @default - not said */
  readonly toolVersion?: string;
  /** File that stands for a finding that names none, such as the Terraform configuration that was read. */
  readonly fallbackFile?: string;
  /** Most results written, the gravest first; code scanning refuses a file with more than 25,000. @default 25000 */
  readonly maxResults?: number;
}

const LONGEST = 4_000;

/** The report as a SARIF 2.1.0 log. Places are TypeScript lines, so that a code review can show them in the diff. */
export function formatSarif(report: Report, options: SarifOptions = {}): string {
  const limit = options.maxResults ?? 25_000;
  const shown = report.findings.slice(0, limit);
  const prints = fingerprints(report.findings);
  const rules = report.rules.map((tally) => tally.rule);
  const ruleIndex = new Map(rules.map((rule, index) => [rule.id, index]));
  const baseline = baselineStates(options);
  const results = shown.map((finding, index) => ({
    ruleId: finding.ref,
    ...(ruleIndex.has(finding.rule) ? { ruleIndex: ruleIndex.get(finding.rule) } : {}),
    level: LEVELS[finding.level],
    message: { text: said(`${finding.message}. Fix: ${finding.fix}`) },
    locations: [locationOf(finding, options.fallbackFile)],
    partialFingerprints: { 'clientAccessFinding/v1': prints[index] },
    ...baseline(finding),
    ...suppressionOf(finding),
    properties: { key: finding.key, source: finding.source },
  }));
  const left = report.findings.length - shown.length;
  const notes = [...(options.notices ?? [])];
  if (left > 0)
    notes.push(`${left} findings are left out: no more than ${limit} results are written, the gravest first`);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'client-access',
            version: options.toolVersion,
            rules: report.rules.map(({ rule, level }) => ruleOf(rule, level)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The directory that synth ran in.' } } },
        invocations: [
          {
            executionSuccessful: true,
            endTimeUtc: report.judgedAt,
            toolExecutionNotifications: notes.map((text) => ({ level: 'note', message: { text: said(text) } })),
          },
        ],
        results,
        properties: { moment: report.moment, summary: report.summary },
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const LEVELS: Record<Level, string> = { [Level.ERROR]: 'error', [Level.WARNING]: 'warning', [Level.NOTE]: 'note' };

function ruleOf(rule: RuleMetadata, level: Level): object {
  const help = `${rule.rationale}\n\nFix: ${rule.remediation}\n\nSource: ${rule.source}, ${rule.section}`;
  return {
    id: rule.ref,
    name: rule.id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: said(rule.title) },
    fullDescription: { text: said(rule.rationale) },
    help: { text: help },
    helpUri: rule.url,
    defaultConfiguration: { level: LEVELS[level] },
    properties: { id: rule.id, tags: ['exchange', 'tls', 'certificate'], precision: 'high' },
  };
}

function locationOf(finding: Finding, fallbackFile: string | undefined): object {
  const { location } = finding;
  const file = location?.file ?? fallbackFile;
  return {
    ...(file === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: uriOf(file), ...(isAbsolute(file) ? {} : { uriBaseId: '%SRCROOT%' }) },
            region: {
              startLine: Math.max(1, location?.line ?? 1),
              ...(location?.column === undefined ? {} : { startColumn: Math.max(1, location.column) }),
            },
          },
        }),
    logicalLocations: [{ fullyQualifiedName: plain(pathLabel(finding.path)), kind: 'resource' }],
  };
}

function isAbsolute(file: string): boolean {
  return file.startsWith('/') || /^[A-Za-z]:/.test(file);
}

/** A path as a URI reference: every segment escaped, and no segment that could be taken for a scheme. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/');
  const escaped = path
    .split('/')
    .map((segment) => encodeURIComponent(Buffer.from(segment).toString()))
    .join('/');
  if (path.startsWith('/')) return `file://${escaped}`;
  return /^[A-Za-z]:/.test(path) ? `file:///${escaped.replace('%3A', ':')}` : escaped;
}

function baselineStates(options: SarifOptions): (finding: Finding) => object {
  if (!options.changes) return (finding) => (finding.inBaseline ? { baselineState: 'unchanged' } : {});
  const fresh = new Set(options.changes.newFindings.map(({ key }) => key));
  return (finding) => ({ baselineState: fresh.has(finding.key) ? 'new' : 'unchanged' });
}

function suppressionOf(finding: Finding): object {
  const { acknowledgement: a } = finding;
  if (a) {
    const ticket = a.ticket === undefined ? '' : ` (${a.ticket})`;
    return {
      suppressions: [
        {
          kind: a.location === undefined ? 'external' : 'inSource',
          status: 'accepted',
          justification: said(`${a.reason}${ticket}; until ${a.expires}`),
        },
      ],
    };
  }
  return finding.inBaseline
    ? { suppressions: [{ kind: 'external', status: 'accepted', justification: 'the baseline held it already' }] }
    : {};
}

function said(text: string): string {
  return plain(clipped(text, LONGEST));
}
