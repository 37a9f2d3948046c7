import { CertificateUse } from '../model';

/** What one of the seed document's uses means in a certificate. */
export interface CertificateUseFacts {
  readonly use: CertificateUse;
  /** The seed document's words. */
  readonly label: string;
  /** Key usages, RFC 5280 names. */
  readonly keyUsages: string[];
  /** Extended key usages, RFC 5280 names. */
  readonly extendedKeyUsages: string[];
  /** The same for `allowed_uses` of the tls provider. */
  readonly allowedUses: string[];
  readonly source: string;
}

const SERVER: Omit<CertificateUseFacts, 'use' | 'label'> = {
  keyUsages: ['digitalSignature', 'keyEncipherment'],
  extendedKeyUsages: ['serverAuth'],
  allowedUses: ['digital_signature', 'key_encipherment', 'server_auth'],
  source: 'SEED, Overview of Digital Certificates; RFC5280, 4.2.1.12; TLSPROVIDER',
};

const FACTS: Readonly<Record<CertificateUse, CertificateUseFacts>> = {
  [CertificateUse.WEB_SERVER_AUTHENTICATION]: {
    use: CertificateUse.WEB_SERVER_AUTHENTICATION,
    label: 'Web server authentication',
    ...SERVER,
  },
  [CertificateUse.TLS]: { use: CertificateUse.TLS, label: 'Transport Layer Security', ...SERVER },
  [CertificateUse.WEB_USER_AUTHENTICATION]: {
    use: CertificateUse.WEB_USER_AUTHENTICATION,
    label: 'Web user authentication',
    keyUsages: ['digitalSignature'],
    extendedKeyUsages: ['clientAuth'],
    allowedUses: ['digital_signature', 'client_auth'],
    source: SERVER.source,
  },
  [CertificateUse.SECURE_MIME]: {
    use: CertificateUse.SECURE_MIME,
    label: 'S/MIME',
    keyUsages: ['digitalSignature', 'keyEncipherment'],
    extendedKeyUsages: ['emailProtection'],
    allowedUses: ['digital_signature', 'key_encipherment', 'email_protection'],
    source: SERVER.source,
  },
  [CertificateUse.IPSEC]: {
    use: CertificateUse.IPSEC,
    label: 'IPsec',
    keyUsages: ['digitalSignature', 'keyEncipherment'],
    extendedKeyUsages: ['ipsecEndSystem', 'ipsecTunnel', 'ipsecUser'],
    allowedUses: ['digital_signature', 'key_encipherment', 'ipsec_end_system', 'ipsec_tunnel', 'ipsec_user'],
    source: SERVER.source,
  },
  [CertificateUse.CODE_SIGNING]: {
    use: CertificateUse.CODE_SIGNING,
    label: 'Code signing',
    keyUsages: ['digitalSignature'],
    extendedKeyUsages: ['codeSigning'],
    allowedUses: ['digital_signature', 'code_signing'],
    source: SERVER.source,
  },
};

/** Every use that the seed document names. */
export const ALL_CERTIFICATE_USES: readonly CertificateUse[] = Object.freeze(Object.keys(FACTS) as CertificateUse[]);

/** What a use means in a certificate. */
export function certificateUseFacts(use: CertificateUse): CertificateUseFacts {
  return FACTS[use];
}

/** `allowed_uses` of the tls provider for several uses together, sorted, each once. */
export function allowedUses(uses: readonly CertificateUse[]): string[] {
  return unionOf(uses, (facts) => facts.allowedUses);
}

/** Extended key usages of several uses together, sorted, each once. */
export function extendedKeyUsages(uses: readonly CertificateUse[]): string[] {
  return unionOf(uses, (facts) => facts.extendedKeyUsages);
}

/** Key usages of several uses together, sorted, each once. */
export function keyUsages(uses: readonly CertificateUse[]): string[] {
  return unionOf(uses, (facts) => facts.keyUsages);
}

function unionOf(uses: readonly CertificateUse[], pick: (facts: CertificateUseFacts) => string[]): string[] {
  return [...new Set(uses.flatMap((use) => pick(FACTS[use])))].sort();
}
