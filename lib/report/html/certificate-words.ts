import { CertificateRole, CertificateSourceKind } from '../../model';

/** The sources as people write them. */
export const SOURCE_WORDS: Record<CertificateSourceKind, string> = {
  [CertificateSourceKind.SELF_SIGNED]: 'self-signed',
  [CertificateSourceKind.INTERNAL_CA]: 'internal CA',
  [CertificateSourceKind.PURCHASED]: 'purchased',
};

/** The roles as people write them. */
export const ROLE_WORDS: Record<CertificateRole, string> = {
  [CertificateRole.IIS]: 'IIS',
  [CertificateRole.POP]: 'POP',
  [CertificateRole.IMAP]: 'IMAP',
  [CertificateRole.SMTP]: 'SMTP',
  [CertificateRole.TRANSPORT_DEFAULT]: 'internal transport',
  [CertificateRole.BACK_END]: 'back end',
  [CertificateRole.OAUTH]: 'OAuth',
};
