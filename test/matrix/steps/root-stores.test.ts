import { ClientPlatform } from '../../../lib/clients';
import { listedRoots } from '../../../lib/clients/root-stores';
import { CertificateState, ClientProtocol, Estate, Population, TrustAnchor } from '../../../lib/model';
import { OutcomeKind } from '../../../lib/policy';
import { TestEstate } from '../../../lib/testing';
import { codesOf, outcomeOf } from '../../support/cells';

const NOW = new Date('2026-11-30T12:00:00Z');
const OWA = ClientProtocol.OWA;
const EAS = ClientProtocol.ACTIVE_SYNC;

function rootNamed(name: string): Partial<TrustAnchor> {
  const { sha256, keyId, subject } = listedRoots().find((root) => root.subject.startsWith(name))!;
  return { name, sha256, keyId, subject };
}

const X1 = rootNamed('CN=ISRG Root X1');
const X2 = rootNamed('CN=ISRG Root X2');
const ENTRUST = rootNamed('CN=Entrust Root Certification Authority - G2');

interface Case {
  readonly root?: Partial<TrustAnchor>;
  readonly roots?: Record<string, Partial<TrustAnchor>>;
  readonly issued?: string;
  readonly state?: CertificateState;
  readonly population?: Partial<Population>;
}

function estate({ root, roots, issued = '2026-09-01', state, population }: Case, on: ClientPlatform): Estate {
  const { id: platform, release } = on;
  const notBefore = issued === '' ? undefined : `${issued}T00:00:00Z`;
  const notAfter = issued === '' ? undefined : '2027-02-01T00:00:00Z';
  return TestEstate.of({
    anchors: roots ?? { root: root ?? X1 },
    certificates: {
      web: {
        ...(state === undefined ? {} : { state }),
        anchor: Object.keys(roots ?? { root })[0],
        furtherAnchors: Object.keys(roots ?? {}).slice(1),
        facts: { notBefore, notAfter },
      },
    },
    populations: [{ platform, ...(release === undefined ? {} : { release }), ...population }],
  });
}

const kindOf = (one: Case, on: ClientPlatform, protocol = EAS): OutcomeKind =>
  outcomeOf(estate(one, on), protocol, NOW).kind;

describe('a root by release', () => {
  test('that the release lacks is asked about, with the release that has it', () => {
    const outcome = outcomeOf(estate({ root: X1 }, ClientPlatform.android('7.0')), EAS, NOW);
    expect(outcome).toMatchObject({ kind: OutcomeKind.PROMPTS, code: 'root-not-in-release' });
    expect(outcome.message).toContain('7.1.1');
  });

  test('that the release has works', () => {
    expect(kindOf({ root: X1 }, ClientPlatform.android('7.1.1'))).toBe(OutcomeKind.WORKS);
  });

  test('that some releases of a range have is unknown until the release is named', () => {
    const outcome = outcomeOf(estate({ root: X1 }, ClientPlatform.ANDROID_7), EAS, NOW);
    expect(outcome).toMatchObject({ kind: OutcomeKind.UNKNOWN, code: 'root-state-unknown' });
    expect(outcome.message).toContain('from 7.1.1 on');
  });

  test('a statement of the population comes first', () => {
    const roots = [{ fingerprint: X1.sha256!.toUpperCase(), state: 'preinstalled' as never }];
    expect(kindOf({ root: X1, population: { roots } }, ClientPlatform.android('7.0'))).toBe(OutcomeKind.WORKS);
  });
});

describe('several roots', () => {
  test('a client that lacks the new root and holds the old one connects', () => {
    const roots = { young: X2, old: X1 };
    expect(kindOf({ root: X2 }, ClientPlatform.android('13'))).toBe(OutcomeKind.PROMPTS);
    expect(kindOf({ roots }, ClientPlatform.android('13'))).toBe(OutcomeKind.WORKS);
  });
});

describe('distrust by date of issue', () => {
  const chrome: Case = { root: ENTRUST, population: { application: 'chrome' } };
  const firefox: Case = { root: ENTRUST, population: { application: 'firefox' } };

  test.each([
    ['2024-11-11', OutcomeKind.WORKS],
    ['2024-11-12', OutcomeKind.PROMPTS],
    ['2026-09-01', OutcomeKind.PROMPTS],
  ])('Chrome, issued %s', (issued, kind) => {
    expect(kindOf({ ...chrome, issued }, ClientPlatform.WINDOWS_11, OWA)).toBe(kind);
  });

  test('names the code, the day and the root', () => {
    const outcome = outcomeOf(estate(chrome, ClientPlatform.WINDOWS_11), OWA, NOW);
    expect(outcome.code).toBe('root-distrusted-by-date');
    expect(outcome.message).toContain('2024-11-11');
  });

  test('what is yet to be issued falls under it', () => {
    const one = { ...chrome, issued: '', state: CertificateState.DECLARED };
    expect(codesOf(estate(one, ClientPlatform.WINDOWS_11), OWA, NOW)).toContain('root-distrusted-by-date');
  });

  test('what was issued on a day that nobody states is unknown', () => {
    const one = { ...chrome, issued: '', state: CertificateState.INSTALLED };
    expect(kindOf(one, ClientPlatform.WINDOWS_11, OWA)).toBe(OutcomeKind.UNKNOWN);
  });

  test('Apple: certain from the release on that brought it, unknown before', () => {
    expect(kindOf({ root: ENTRUST, issued: '2024-11-15' }, ClientPlatform.ios('18.2'))).toBe(OutcomeKind.WORKS);
    expect(codesOf(estate({ root: ENTRUST, issued: '2024-11-16' }, ClientPlatform.ios('18.2')), EAS, NOW)).toContain(
      'root-distrusted-by-date',
    );
    expect(kindOf({ root: ENTRUST, issued: '2024-11-16' }, ClientPlatform.ios('17'))).toBe(OutcomeKind.UNKNOWN);
  });

  test('Mozilla holds the root no more', () => {
    expect(codesOf(estate({ ...firefox, issued: '2024-11-01' }, ClientPlatform.WINDOWS_11), OWA, NOW)).toContain(
      'root-not-in-release',
    );
  });
});
