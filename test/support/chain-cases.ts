import { Certificate509 } from '../../lib/pki';
import * as der from '../../lib/pki/der-writer';
import { OID } from '../../lib/pki/oid';
import { signerFor } from '../../lib/pki/signature';
import { generalName, issueCertificate, keyOf, type Issued, type IssueOptions, type KeyKind } from './issue';
import { Random } from './random';

/** A chain, valid or broken in one way. */
export interface ChainCase {
  readonly id: string;
  /** What is special about it; the tests' tables go by this name. */
  readonly kind: string;
  readonly valid: boolean;
  readonly leaf: Certificate509;
  readonly intermediates: readonly Certificate509[];
  readonly roots: readonly Certificate509[];
  readonly name: string;
  readonly time: Date;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Options = Mutable<Partial<IssueOptions>>;

interface Plan {
  depth: number;
  name: string;
  time: Date;
  root: Options;
  /** The one nearest to the root first. */
  cas: Options[];
  leaf: Options;
  /** Last changes to what the client sees. */
  finish(chain: {
    root: Issued;
    cas: Issued[];
    leaf: Issued;
    other: Issued;
  }): Partial<Pick<ChainCase, 'leaf' | 'intermediates' | 'roots'>>;
}

type Kind = (plan: Plan, random: Random) => void;

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const unknownCritical = { oid: '1.3.6.1.4.1.55555.1', critical: true, value: der.nullValue() };
const lastCa = (plan: Plan): Options => plan.cas[plan.cas.length - 1]!;
const atLeast = (plan: Plan, depth: number): void => {
  plan.depth = Math.max(plan.depth, depth);
  while (plan.cas.length < plan.depth) plan.cas.push({});
};

const valid: Readonly<Record<string, Kind>> = {
  plain: () => undefined,
  wildcard: (p) => {
    p.leaf.dnsNames = ['*.contoso.com'];
    p.name = 'mail.contoso.com';
  },
  'name in upper case': (p) => {
    p.leaf.dnsNames = ['MAIL.Contoso.COM'];
    p.name = 'mail.contoso.com';
  },
  'ip address': (p) => {
    p.leaf.ipAddresses = ['192.0.2.7', '2001:db8::7'];
    p.name = '2001:db8::7';
  },
  'many names': (p) => {
    p.leaf.dnsNames = [...Array.from({ length: 40 }, (_, i) => `host${i}.contoso.com`), p.name];
  },
  'certificates of others in the bag': (p) => {
    p.finish = ({ cas, other }) => ({ intermediates: [other.certificate, ...cas.map((c) => c.certificate).reverse()] });
  },
  'path length exactly used': (p) => {
    atLeast(p, 2);
    p.cas.forEach((ca, i) => (ca.pathLength = p.cas.length - 1 - i));
  },
  'name inside permitted names': (p) => {
    atLeast(p, 1);
    lastCa(p).permitted = [generalName.dns('contoso.com')];
    p.leaf.dnsNames = ['mail.contoso.com'];
    p.leaf.subject = [];
    p.name = 'mail.contoso.com';
  },
  'name outside excluded names': (p) => {
    atLeast(p, 1);
    lastCa(p).excluded = [generalName.dns('fabrikam.com'), generalName.ip(Buffer.from('0a000000ff000000', 'hex'))];
  },
  'server use in the whole chain': (p) => {
    atLeast(p, 1);
    for (const ca of p.cas) ca.eku = ['serverAuth', 'clientAuth'];
  },
  'last second': (p) => {
    p.time = day('2026-12-01');
    p.leaf.notAfter = day('2026-12-01');
  },
  'first second': (p) => {
    p.time = day('2026-03-01');
    p.leaf.notBefore = day('2026-03-01');
  },
  'empty subject': (p) => void (p.leaf.subject = []),
  'long serial number': (p) => void (p.leaf.serial = 1n << 157n),
};

const broken: Readonly<Record<string, Kind>> = {
  'leaf expired': (p) => void (p.leaf.notAfter = day('2026-05-31')),
  'leaf not yet valid': (p) => void (p.leaf.notBefore = day('2026-06-02')),
  'ca expired': (p) => {
    atLeast(p, 1);
    lastCa(p).notAfter = day('2026-05-31');
  },
  'root expired': (p) => void (p.root.notAfter = day('2026-05-31')),
  'other name': (p) => void (p.name = 'mail.fabrikam.com'),
  'wildcard over two labels': (p) => {
    p.leaf.dnsNames = ['*.contoso.com'];
    p.name = 'a.mail.contoso.com';
  },
  'wildcard for the bare domain': (p) => {
    p.leaf.dnsNames = ['*.contoso.com'];
    p.name = 'contoso.com';
  },
  'star inside a label': (p) => {
    p.leaf.dnsNames = ['ma*.contoso.com'];
    p.name = 'mail.contoso.com';
  },
  'common name only': (p) => {
    p.leaf.dnsNames = [];
    p.leaf.subject = p.name;
  },
  'ip address as dns name': (p) => {
    p.leaf.dnsNames = ['192.0.2.7'];
    p.name = '192.0.2.7';
  },
  'intermediate missing': (p) => {
    atLeast(p, 1);
    p.finish = ({ cas }) => ({ intermediates: cas.slice(0, -1).map((c) => c.certificate) });
  },
  'root not trusted': (p) =>
    void (p.finish = ({ other, root, cas }) => ({
      roots: [other.certificate],
      intermediates: [...cas.map((c) => c.certificate), root.certificate],
    })),
  'signature changed': (p, random) => {
    p.finish = ({ leaf }) => {
      const bytes = Buffer.from(leaf.certificate.der);
      bytes[bytes.length - 1 - random.below(16)]! ^= 1 << random.below(8);
      return { leaf: Certificate509.fromDer(bytes, 'changed') };
    };
  },
  'serial number changed': (p) => {
    p.finish = ({ leaf }) => {
      const bytes = Buffer.from(leaf.certificate.der);
      const at = bytes.indexOf(leaf.certificate.serialOctets);
      bytes[at + leaf.certificate.serialOctets.length - 1]! ^= 1;
      return { leaf: Certificate509.fromDer(bytes, 'changed') };
    };
  },
  'issuer of another key': (p) => {
    atLeast(p, 1);
    p.finish = ({ other, cas }) => ({
      intermediates: [...cas.slice(0, -1).map((c) => c.certificate), other.certificate],
    });
  },
  'ca without ca bit': (p) => {
    atLeast(p, 1);
    Object.assign(lastCa(p), { isCa: false, keyUsage: ['digitalSignature'], eku: null });
  },
  'ca without basic constraints but with keyCertSign': (p) => {
    atLeast(p, 1);
    lastCa(p).without = [OID.basicConstraints];
  },
  'ca without keyCertSign': (p) => {
    atLeast(p, 1);
    lastCa(p).keyUsage = ['digitalSignature', 'cRLSign'];
  },
  'path length exceeded': (p) => {
    atLeast(p, 2);
    p.cas[0]!.pathLength = 0;
  },
  'path length of the root exceeded': (p) => {
    atLeast(p, 1);
    p.root.pathLength = 0;
  },
  'leaf for client use': (p) => void (p.leaf.eku = ['clientAuth']),
  'ca for client use': (p) => {
    atLeast(p, 1);
    lastCa(p).eku = ['clientAuth'];
  },
  'leaf that only signs revocation lists': (p) => void (p.leaf.keyUsage = ['cRLSign']),
  'name excluded': (p) => {
    atLeast(p, 1);
    lastCa(p).excluded = [generalName.dns('contoso.com')];
  },
  'name not permitted': (p) => {
    atLeast(p, 1);
    lastCa(p).permitted = [generalName.dns('fabrikam.com')];
  },
  'address excluded': (p) => {
    p.root.excluded = [generalName.ip(Buffer.from('c0000200ffffff00', 'hex'))];
    p.leaf.ipAddresses = ['192.0.2.7'];
  },
  'address not permitted': (p) => {
    atLeast(p, 1);
    lastCa(p).permitted = [generalName.ip(Buffer.from('0a000000ff000000', 'hex'))];
    p.leaf.ipAddresses = ['192.0.2.7'];
  },
  'directory name excluded': (p) => {
    atLeast(p, 1);
    lastCa(p).excluded = [generalName.directory([['O', 'Fabrikam']])];
    p.leaf.subject = [
      ['O', 'FABRIKAM'],
      ['CN', p.name],
    ];
  },
  'wildcard over an excluded name': (p) => {
    atLeast(p, 1);
    lastCa(p).excluded = [generalName.dns('bad.contoso.com')];
    p.leaf.dnsNames = ['*.contoso.com'];
    p.name = 'bad.contoso.com';
  },
  'name constraint with a leading dot': (p) => {
    atLeast(p, 1);
    lastCa(p).permitted = [generalName.dns('.contoso.com')];
  },
  'unknown critical extension in the leaf': (p) => void (p.leaf.extensions = [unknownCritical]),
  'unknown critical extension in a ca': (p) => {
    atLeast(p, 1);
    lastCa(p).extensions = [unknownCritical];
  },
  'extension twice': (p) =>
    void (p.leaf.extensions = [{ oid: OID.subjectKeyIdentifier, value: der.octetString(Buffer.alloc(20)) }]),
  'sha-1 signature': (p) => void (p.leaf.hash = 'sha1'),
  'rsa key of 1024 bits': (p) => void (p.leaf.key = 'rsa1024'),
  'negative serial number': (p) => {
    p.finish = (chain) => ({
      leaf: resign(chain, (tbs, serial) => replaceOnce(tbs, der.integer(serial), Buffer.from([2, 1, 0xff]))),
    });
  },
  'serial number zero': (p) => void (p.leaf.serial = 0n),
  'no key identifier of the issuer': (p) => void (p.leaf.without = [OID.authorityKeyIdentifier]),
  'ca without key identifier': (p) => {
    atLeast(p, 1);
    lastCa(p).without = [OID.subjectKeyIdentifier];
  },
  'underscore in the name': (p) => {
    p.leaf.dnsNames = ['mail_1.contoso.com'];
    p.name = 'mail_1.contoso.com';
  },
  'wildcard over a public suffix': (p) => {
    p.leaf.dnsNames = ['*.co.uk'];
    p.name = 'contoso.co.uk';
  },
  'any use': (p) => void (p.leaf.eku = ['anyExtendedKeyUsage']),
  'policy required but absent': (p) => {
    atLeast(p, 1);
    lastCa(p).extensions = [
      { oid: OID.policyConstraints, critical: true, value: der.sequence(der.element(0x80, Buffer.from([0]))) },
    ];
  },
  'keyCertSign without ca bit': (p) => void (p.leaf.keyUsage = ['digitalSignature', 'keyCertSign']),
  'version 1 ca': (p) => {
    atLeast(p, 1);
    lastCa(p).version = 1;
  },
  'critical authority information access': (p) => {
    const access = der.sequence(der.sequence(der.oid(OID.ocsp), generalName.uri('http://ocsp.contoso.com/')));
    p.leaf.extensions = [{ oid: OID.authorityInfoAccess, critical: true, value: access }];
  },
};

/** Issues the leaf again over a changed signed part. */
function resign(
  { cas, root, leaf }: { cas: Issued[]; root: Issued; leaf: Issued },
  change: (tbs: Buffer, serial: Buffer) => Buffer,
): Certificate509 {
  const issuer = cas[cas.length - 1] ?? root;
  const inner = change(leaf.certificate.tbs, leaf.certificate.serialOctets);
  const content = inner.subarray(inner[1]! < 0x80 ? 2 : 2 + (inner[1]! & 0x7f));
  const tbs = der.sequence(content);
  const signer = signerFor(
    issuer.key,
    leaf.certificate.signature.hash as 'sha256' | undefined,
    leaf.certificate.signature.pss,
  );
  return Certificate509.fromDer(der.sequence(tbs, signer.algorithm, der.bitString(signer.sign(tbs))), 'signed again');
}

function replaceOnce(bytes: Buffer, from: Buffer, to: Buffer): Buffer {
  const at = bytes.indexOf(from);
  return Buffer.concat([bytes.subarray(0, at), to, bytes.subarray(at + from.length)]);
}

/** Names of all kinds, the valid ones first. */
export const validKinds = Object.keys(valid);
export const brokenKinds = Object.keys(broken);

const keyKinds: readonly KeyKind[] = ['rsa2048', 'p256', 'p384', 'ed25519', 'rsa2048', 'p256'];

/** `count` chains; the same seed and count give the same chains, apart from keys and signatures. About a third is valid. */
export function* chainCases(seed: number, count: number): Generator<ChainCase> {
  const random = new Random(seed);
  const other = issueCertificate({
    subject: [
      ['O', 'Fabrikam'],
      ['CN', 'Fabrikam Root CA'],
    ],
    isCa: true,
    key: keyOf('p256', 'other'),
    ...caDates,
  });
  for (let i = 0; i < count; i++) {
    const wantValid = i % 3 === 0;
    const names = wantValid ? validKinds : brokenKinds;
    const kind = names[Math.floor(wantValid ? i / 3 : i - i / 3) % names.length]!;
    yield build(`${seed}-${i}`, kind, wantValid, wantValid ? valid[kind]! : broken[kind]!, random, other);
  }
}

const caDates = { notBefore: day('2020-01-01'), notAfter: day('2036-01-01') };

function build(id: string, kind: string, isValid: boolean, shape: Kind, random: Random, other: Issued): ChainCase {
  const host = random.pick(['mail.contoso.com', 'autodiscover.contoso.com', 'owa.emea.contoso.com']);
  const plan: Plan = {
    depth: 0,
    name: host,
    time: day('2026-06-01'),
    root: {},
    cas: [],
    leaf: { dnsNames: [host], subject: host },
    finish: () => ({}),
  };
  atLeast(plan, random.below(4));
  shape(plan, random);
  const keyKind = random.pick(keyKinds);
  const pss = keyKind === 'rsa2048' && random.below(2) === 0;
  const hash = keyKind === 'p384' ? 'sha384' : 'sha256';
  const common = { hash, pss, ...caDates } as const;
  const root = issueCertificate({
    subject: [
      ['O', 'Contoso'],
      ['CN', `Root ${keyKind}`],
    ],
    isCa: true,
    key: keyOf(keyKind, 'root'),
    ...common,
    ...plan.root,
  });
  const cas: Issued[] = [];
  for (const [level, options] of plan.cas.entries()) {
    cas.push(
      issueCertificate({
        subject: [
          ['O', 'Contoso'],
          ['CN', `Issuing CA ${level}`],
        ],
        isCa: true,
        key: keyOf(keyKind, `ca${level}`),
        issuer: cas[level - 1] ?? root,
        ...common,
        ...options,
      }),
    );
  }
  const leafKind = random.pick(keyKinds);
  const leafKey = plan.leaf.key === undefined ? keyOf(leafKind, 'leaf') : keyOf(plan.leaf.key as KeyKind, 'leaf');
  const leafIssuer = cas[cas.length - 1] ?? root;
  const hashOfLeaf = plan.leaf.hash === 'sha1' && keyKind === 'ed25519' ? undefined : (plan.leaf.hash ?? hash);
  const leaf = issueCertificate({ issuer: leafIssuer, pss, ...plan.leaf, key: leafKey, hash: hashOfLeaf });
  const seen = { leaf: leaf.certificate, intermediates: cas.map((c) => c.certificate), roots: [root.certificate] };
  // Ed25519 has no hash, so a weak one can't be asked of it.
  const really = isValid || (plan.leaf.hash === 'sha1' && keyKind === 'ed25519');
  return {
    id,
    kind,
    valid: really,
    ...seen,
    ...plan.finish({ root, cas, leaf, other }),
    name: plan.name,
    time: plan.time,
  };
}
