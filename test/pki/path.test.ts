import {
  Certificate509,
  orderChain,
  internalCa,
  matchesName,
  verifyPath,
  webClient,
  strictPublic,
  type PathProfile,
  type PathRequest,
} from '../../lib/pki';
import * as der from '../../lib/pki/der-writer';
import { OID } from '../../lib/pki/oid';
import { brokenKinds, chainCases, validKinds } from '../support/chain-cases';
import { cpuMilliseconds } from '../support/cpu-time';
import { compare } from '../support/differential';
import { generalName, issueCertificate, issueChain, keyOf } from '../support/issue';

// Keys, other programs and many rounds take a while on a busy machine.
jest.setTimeout(60_000);

const time = new Date('2026-06-01T00:00:00Z');
const chain = issueChain(['mail.contoso.com']);
const request: PathRequest = {
  leaf: chain.leaf.certificate,
  intermediates: [chain.intermediate.certificate],
  roots: [chain.root.certificate],
  names: ['mail.contoso.com'],
  time,
  profile: webClient,
};
const codes = (r: PathRequest): string[] => verifyPath(r).reasons.map((x) => x.code);

describe('a good path', () => {
  test('is given leaf first, with its anchor and no reasons', () => {
    const verdict = verifyPath(request);
    expect(verdict).toMatchObject({ ok: true, reasons: [], tried: 2 });
    expect(verdict.path.map((c) => c.displayName)).toEqual([
      'mail.contoso.com',
      'Contoso Issuing CA',
      'Contoso Root CA',
    ]);
    expect(verdict.anchor).toBe(chain.root.certificate);
    expect(verdict.unknown).toBeUndefined();
  });

  test('may end at an intermediate that is trusted itself', () => {
    const verdict = verifyPath({ ...request, roots: [chain.intermediate.certificate], intermediates: [] });
    expect(verdict.ok).toBe(true);
    expect(verdict.path).toHaveLength(2);
  });

  test('may be the self-signed certificate of an Exchange server, when the client holds it', () => {
    const own = issueCertificate({
      subject: 'cas01',
      dnsNames: ['cas01', 'cas01.corp.contoso.com'],
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      key: keyOf('rsa2048', 'own'),
    });
    const base = { ...request, leaf: own.certificate, intermediates: [], names: ['cas01'] };
    expect(verifyPath({ ...base, roots: [own.certificate] })).toMatchObject({ ok: true, anchor: own.certificate });
    expect(codes({ ...base, roots: [chain.root.certificate] })).toEqual(['self-signed']);
  });

  test('is found among cross-signed, expired and foreign issuers of the same name', () => {
    const subject = [
      ['O', 'Contoso'],
      ['CN', 'Contoso Issuing CA'],
    ] as const;
    const key = chain.intermediate.key;
    const dates = { notBefore: new Date('2020-01-01'), notAfter: new Date('2036-01-01') };
    const elsewhere = issueCertificate({ subject: 'Elsewhere Root', isCa: true, ...dates });
    const crossSigned = issueCertificate({ subject, isCa: true, key, issuer: elsewhere, ...dates });
    const expired = issueCertificate({
      subject,
      isCa: true,
      key,
      issuer: chain.root,
      notBefore: dates.notBefore,
      notAfter: new Date('2025-01-01'),
    });
    const foreign = issueCertificate({ subject, isCa: true, issuer: chain.root, ...dates });
    const bag = [expired, foreign, crossSigned, chain.intermediate].map((i) => i.certificate);
    for (const intermediates of [bag, [...bag].reverse()]) {
      const verdict = verifyPath({ ...request, intermediates });
      expect(verdict.ok).toBe(true);
      expect(verdict.path[1]).toBe(chain.intermediate.certificate);
    }
    expect(verifyPath({ ...request, intermediates: bag, roots: [elsewhere.certificate] }).path[1]).toBe(
      crossSigned.certificate,
    );
  });
});

describe('a refused path says why, by which section, and what to do', () => {
  test('a missing intermediate is named, with where it is published', () => {
    const leaf = issueCertificate({
      subject: 'mail.contoso.com',
      dnsNames: ['mail.contoso.com'],
      issuer: chain.intermediate,
      caIssuerUrls: ['http://pki.contoso.com/ca.crt'],
    });
    const [reason] = verifyPath({ ...request, leaf: leaf.certificate, intermediates: [] }).reasons;
    expect(reason).toMatchObject({ code: 'issuer-missing', section: 'RFC 5280 6.1', certificate: 'mail.contoso.com' });
    expect(reason!.fix).toContain(
      'append the certificate of CN=Contoso Issuing CA,O=Contoso (published at http://pki.contoso.com/ca.crt) to the chain file',
    );
  });

  test('a root that the client lacks is named with its thumbprint', () => {
    const other = issueCertificate({ subject: 'Other Root', isCa: true });
    const verdict = verifyPath({
      ...request,
      roots: [other.certificate],
      intermediates: [chain.intermediate.certificate, chain.root.certificate],
    });
    expect(verdict.reasons).toHaveLength(1);
    expect(verdict.reasons[0]).toMatchObject({ code: 'untrusted-root' });
    expect(verdict.reasons[0]!.fix).toContain(chain.root.certificate.sha1);
    expect(verdict.path).toHaveLength(3);
  });

  test('several faults of the leaf are all reported', () => {
    expect(
      codes({ ...request, names: ['mail.contoso.com', 'owa.contoso.com', 'not a name'], time: new Date('2028-01-01') }),
    ).toEqual(['expired', 'name-mismatch', 'name-syntax']);
  });

  test('both ends of the validity period are inside, fractions of a second do not count', () => {
    const at = (text: string): boolean => verifyPath({ ...request, time: new Date(text) }).ok;
    expect(at('2025-12-31T23:59:59.999Z')).toBe(false);
    expect(at('2026-01-01T00:00:00Z')).toBe(true);
    expect(at('2027-01-01T00:00:00.999Z')).toBe(true);
    expect(at('2027-01-01T00:00:01Z')).toBe(false);
  });
});

describe('roots known by fingerprint only', () => {
  test('an available certificate with the fingerprint is an anchor, however it is written', () => {
    const colons = chain.root.certificate.sha1.toLowerCase().match(/../g)!.join(':');
    const base = { ...request, roots: [], intermediates: [chain.intermediate.certificate, chain.root.certificate] };
    expect(verifyPath({ ...base, rootFingerprints: [colons] }).ok).toBe(true);
    expect(verifyPath({ ...base, rootFingerprints: [chain.root.certificate.sha256] }).ok).toBe(true);
  });

  test('without the certificate the verdict is unknown, and other faults still refuse', () => {
    const base = { ...request, roots: [], rootFingerprints: [chain.root.certificate.sha1] };
    expect(verifyPath(base)).toMatchObject({ ok: false, unknown: true, reasons: [{ code: 'anchor-unknown' }] });
    const bad = verifyPath({ ...base, names: ['other.contoso.com'] });
    expect(bad.unknown).toBeUndefined();
    expect(bad.ok).toBe(false);
  });

  test('an available root with another fingerprint is not trusted', () => {
    const base = {
      ...request,
      roots: [],
      intermediates: [chain.intermediate.certificate, chain.root.certificate],
      rootFingerprints: ['00'.repeat(20)],
    };
    expect(verifyPath(base)).toMatchObject({ ok: false, reasons: [{ code: 'untrusted-root' }] });
  });
});

describe('profiles differ where clients do', () => {
  const issue = (options: Parameters<typeof issueCertificate>[0]): Certificate509 =>
    issueCertificate({
      subject: 'mail.contoso.com',
      dnsNames: ['mail.contoso.com'],
      issuer: chain.intermediate,
      key: keyOf('rsa2048', 'leaf'),
      ...options,
    }).certificate;

  test('what a profile allows counts: SHA-1, the common name, key types, hashes', () => {
    const old: PathProfile = { ...internalCa, hashes: ['sha1', 'sha256'], commonName: true };
    const sha1 = issue({ hash: 'sha1' });
    const nameless = issue({ dnsNames: [] });
    expect(codes({ ...request, leaf: sha1, profile: old })).toEqual([]);
    expect(codes({ ...request, leaf: sha1 })).toEqual(['signature-algorithm']);
    expect(codes({ ...request, leaf: nameless, profile: old })).toEqual([]);
    expect(codes({ ...request, leaf: nameless })).toEqual(['san-missing', 'name-mismatch']);
    expect(codes({ ...request, leaf: issue({ hash: 'sha512' }), profile: old })).toEqual(['signature-algorithm']);
    expect(codes({ ...request, profile: { ...old, keyTypes: ['rsa'] } })).toContain('key-type');
  });

  test('the public rules know the limit of the day of issue and refuse internal names', () => {
    const leaf = issue({
      dnsNames: ['cas01.contoso.local'],
      subject: 'cas01.contoso.local',
      notBefore: new Date('2026-04-01'),
      notAfter: new Date('2026-12-01'),
    });
    const found = codes({ ...request, leaf, names: [], profile: strictPublic });
    expect(found).toEqual(expect.arrayContaining(['internal-name', 'validity-period']));
    expect(codes({ ...request, leaf, names: [], profile: internalCa })).toEqual([]);
  });

  test('a leading dot in a name constraint is read as Windows reads it by internalCa only', () => {
    const ca = issueCertificate({
      subject: 'Dotted CA',
      isCa: true,
      issuer: chain.root,
      permitted: [generalName.dns('.contoso.com')],
      notAfter: new Date('2036-01-01'),
    });
    const leaf = issue({ issuer: ca });
    const base = { ...request, leaf, intermediates: [ca.certificate] };
    expect(codes({ ...base, profile: internalCa })).toEqual([]);
    expect(codes(base)).toContain('name-constraints-syntax');
  });
});

describe('hostile input ends soon', () => {
  const within = (milliseconds: number, run: () => void): void => {
    expect(cpuMilliseconds(run)).toBeLessThan(milliseconds);
  };

  test('CAs that certify each other in all directions', () => {
    const dates = { notBefore: new Date('2020-01-01'), notAfter: new Date('2036-01-01') };
    const own = Array.from({ length: 12 }, (_, i) =>
      issueCertificate({ subject: `CA ${i}`, isCa: true, key: keyOf('p256', `clique${i}`), ...dates }),
    );
    const cross = own.flatMap((a, i) =>
      own.flatMap((b, j) =>
        i === j
          ? []
          : [issueCertificate({ subject: `CA ${i}`, isCa: true, key: a.key, issuer: b, ...dates }).certificate],
      ),
    );
    const leaf = issueCertificate({ subject: 'mail.contoso.com', dnsNames: ['mail.contoso.com'], issuer: own[0]! });
    within(2000, () => {
      const verdict = verifyPath({
        ...request,
        leaf: leaf.certificate,
        intermediates: cross,
        roots: [chain.root.certificate],
      });
      expect(verdict.ok).toBe(false);
      expect(verdict.reasons.map((r) => r.code)).toContain('budget');
    });
  });

  test('thousands of certificates of one name', () => {
    const key = keyOf('p256', 'one name');
    const same = Array.from(
      { length: 1500 },
      (_, i) =>
        issueCertificate({ subject: 'Same CA', isCa: true, key, issuer: chain.root, serial: BigInt(i + 1) })
          .certificate,
    );
    const leaf = issueCertificate({
      subject: 'mail.contoso.com',
      dnsNames: ['mail.contoso.com'],
      issuer: { certificate: same[0]!, key },
    });
    within(2000, () =>
      expect(verifyPath({ ...request, leaf: leaf.certificate, intermediates: same, roots: [] }).ok).toBe(false),
    );
    within(2000, () => expect(orderChain([...same, leaf.certificate]).leaf).toBe(leaf.certificate));
  });

  test('names against thousands of constraints', () => {
    const many = Array.from({ length: 2000 }, (_, i) => generalName.dns(`x${i}.example.com`));
    const ca = issueCertificate({
      subject: 'Busy CA',
      isCa: true,
      issuer: chain.root,
      excluded: many,
      notAfter: new Date('2036-01-01'),
    });
    const leaf = issueCertificate({
      dnsNames: Array.from({ length: 2000 }, (_, i) => `y${i}.example.com`),
      issuer: ca,
    });
    within(2000, () =>
      expect(codes({ ...request, leaf: leaf.certificate, names: [], intermediates: [ca.certificate] })).toEqual([
        'budget',
      ]),
    );
  });
});

describe('policies', () => {
  const policies = (...oids: string[]): { oid: string; value: Buffer } => ({
    oid: OID.certificatePolicies,
    value: der.sequence(...oids.map((o) => der.sequence(der.oid(o)))),
  });
  const required = {
    oid: OID.policyConstraints,
    critical: true,
    value: der.sequence(der.element(0x80, Buffer.from([0]))),
  };
  const judge = (
    caPolicy: string[],
    leafPolicy: string[],
    extra: { oid: string; critical?: boolean; value: Buffer }[] = [],
  ): string[] => {
    const ca = issueCertificate({
      subject: 'Policy CA',
      isCa: true,
      issuer: chain.root,
      notAfter: new Date('2036-01-01'),
      extensions: [policies(...caPolicy), required, ...extra],
    });
    const leaf = issueCertificate({
      subject: 'mail.contoso.com',
      dnsNames: ['mail.contoso.com'],
      issuer: ca,
      extensions: [policies(...leafPolicy)],
    });
    return codes({ ...request, leaf: leaf.certificate, intermediates: [ca.certificate] });
  };

  test('a required policy must be carried to the leaf', () => {
    expect(judge(['1.3.6.1.4.1.55555.1'], ['1.3.6.1.4.1.55555.1'])).toEqual([]);
    expect(judge(['1.3.6.1.4.1.55555.1'], ['1.3.6.1.4.1.55555.2'])).toEqual(['policy']);
    expect(judge([OID.anyPolicy], ['1.3.6.1.4.1.55555.2'])).toEqual([]);
  });

  test('a mapping translates it', () => {
    const mapping = {
      oid: OID.policyMappings,
      critical: true,
      value: der.sequence(der.sequence(der.oid('1.3.6.1.4.1.55555.1'), der.oid('1.3.6.1.4.1.55555.2'))),
    };
    expect(judge(['1.3.6.1.4.1.55555.1'], ['1.3.6.1.4.1.55555.2'], [mapping])).toEqual([]);
    expect(judge(['1.3.6.1.4.1.55555.1'], ['1.3.6.1.4.1.55555.1'], [mapping])).toEqual(['policy']);
  });
});

describe('generated chains', () => {
  const cases = [...chainCases(3, 3 * (validKinds.length + brokenKinds.length))];

  test('every kind gets the verdict it was made for', () => {
    const wrong = cases.filter((c) => verifyPath({ ...c, names: [c.name], profile: webClient }).ok !== c.valid);
    expect(wrong.map((c) => `${c.id} ${c.kind}`)).toEqual([]);
    expect(new Set(cases.map((c) => c.kind)).size).toBe(validKinds.length + brokenKinds.length);
  });

  test('a few are compared with the other verifiers that are installed', () => {
    expect(compare(cases.slice(0, 24)).wrong).toEqual([]);
  });
});

test('matchesName is exact about stars, labels, addresses and A-labels', () => {
  const { certificate } = issueCertificate({
    subject: 'cn.contoso.com',
    dnsNames: ['*.contoso.com', 'xn--mnchen-3ya.example'],
    ipAddresses: ['2001:db8::1'],
    emailAddresses: ['Post@contoso.com'],
  });
  const yes = [
    'mail.contoso.com',
    'MAIL.CONTOSO.COM.',
    'm\u00fcnchen.example',
    '2001:db8:0::1',
    '[2001:db8::1]',
    'Post@CONTOSO.com',
  ];
  const no = [
    'contoso.com',
    'a.b.contoso.com',
    'cn.fabrikam.com',
    '2001:db8::2',
    '192.0.2.1',
    'post@contoso.com',
    '',
    '*.contoso.com',
    '.contoso.com',
  ];
  expect(yes.filter((n) => !matchesName(certificate, n))).toEqual([]);
  expect(no.filter((n) => matchesName(certificate, n))).toEqual([]);
});
