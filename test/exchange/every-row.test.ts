import {
  ALL_CERTIFICATE_USES,
  ALL_PROTOCOLS,
  AUTODISCOVER_PROBES,
  BooleanFact,
  certificateAuthentication,
  certificateUseFacts,
  defaultCertificate,
  describeSource,
  ecdsaSupport,
  ECDSA_SWITCH,
  INTERNAL_NAME_ENDS,
  keepsSetupCertificate,
  LEGACY_RSA_PROVIDER,
  MINIMUM_RSA_BITS,
  needsLegacyProvider,
  protocolFacts,
  PUBLIC_CLIENT_AUTH_ENDS,
  PUBLIC_LIFETIMES,
  PUBLIC_SHA1_END,
  releaseLabel,
  supportEnd,
  tlsFloor,
  toleratesDefaultCertificate,
  UPDATE_CALENDAR_SOURCE,
  wildcardServesMailByAssignment,
} from '../../lib/exchange';
import { CertificateRole, ExchangeRelease } from '../../lib/model';
import { faultsOf } from './fact-check';
import { RELEASES } from './releases';

const ROLES = Object.values(CertificateRole);

function factsOf(release: ExchangeRelease): [string, BooleanFact][] {
  const label = releaseLabel(release);
  const facts: [string, BooleanFact][] = Object.entries(tlsFloor(release)).map(([name, fact]) => [name, fact]);
  facts.push(['wildcard mail', wildcardServesMailByAssignment(release)]);
  for (const role of ROLES) {
    facts.push([`ecdsa ${role}`, ecdsaSupport(release, role)]);
    facts.push([`legacy provider ${role}`, needsLegacyProvider(release, role)]);
    facts.push([`setup certificate ${role}`, keepsSetupCertificate(release, role)]);
  }
  for (const protocol of ALL_PROTOCOLS) {
    const row = protocolFacts(protocol);
    facts.push([`${protocol} exists`, row.exists(release)]);
    facts.push([`${protocol} enabled`, row.enabledByDefault(release)]);
    facts.push([`${protocol} encryption`, row.encryptionRequiredByDefault(release)]);
    facts.push([`${protocol} self-signed`, row.worksWithSelfSigned(release)]);
    facts.push([`${protocol} tolerates`, toleratesDefaultCertificate(release, protocol)]);
    facts.push([`${protocol} certificate authentication`, certificateAuthentication(release, protocol)]);
  }
  return facts.map(([name, fact]) => [`${label} ${name}`, fact]);
}

test('every fact of every release has a source that the table knows, and every unknown says what is missing', () => {
  const facts = RELEASES.flatMap(factsOf);
  expect(facts.flatMap(([where, fact]) => faultsOf(where, fact))).toEqual([]);
  expect(facts.length).toBeGreaterThan(1_500);
});

test('every other row has a source that the table knows', () => {
  const sources = [
    ...PUBLIC_LIFETIMES.map((row) => row.source),
    ...PUBLIC_CLIENT_AUTH_ENDS.map((row) => row.source),
    ...INTERNAL_NAME_ENDS.map((row) => row.source),
    ...AUTODISCOVER_PROBES.map((row) => row.source),
    ...ALL_CERTIFICATE_USES.map((use) => certificateUseFacts(use).source),
    ...RELEASES.map((release) => supportEnd(release).source),
    ...RELEASES.flatMap((release) => defaultCertificate(release, { fqdn: {} }).sources),
    ECDSA_SWITCH.source,
    LEGACY_RSA_PROVIDER.source,
    MINIMUM_RSA_BITS.source,
    PUBLIC_SHA1_END.source,
    UPDATE_CALENDAR_SOURCE,
  ];
  expect(sources.filter((source) => describeSource(source) === undefined)).toEqual([]);
});

test('a fact that holds for a release never names "no source" as its source', () => {
  const stated = RELEASES.flatMap(factsOf).filter(([, fact]) => fact.value !== undefined);
  expect(stated.filter(([, fact]) => fact.source.includes('NONE'))).toEqual([]);
});
