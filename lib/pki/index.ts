export { type BudgetLimits, defaultBudget } from './budget';
export { certificateFacts } from './certificate-facts';
export { Certificate509 } from './certificate';
export { readCertificates, type CertificateFile } from './certificate-file';
export { isIssuedBy, orderChain, type OrderedChain } from './chain';
export { makeCrl, type CrlRequest, type RevokedEntry } from './crl-writer';
export { readCsr, type CertificateRequestFile, type MicrosoftRequestFacts } from './csr';
export { readCrl, RevocationList, type CrlScope, type RevocationReason, type RevokedCertificate } from './crl';
export { PkiError, type PkiErrorCode } from './error';
export { fileKinds, type FileKind } from './file-kind';
export { matchesName } from './name-match';
export { issuedPath, momentInside, type IssuedPath, type IssuedPathRequest } from './issued-path';
export { makeOcspRequest, readOcspResponse, type OcspResponse, type OcspSingle } from './ocsp';
export { verifyPath, type PathRequest, type PathVerdict } from './path';
export type { PathReason } from './path-reason';
export type { PfxEncryption, RandomSource } from './password-encryption';
export { readPfx, type PfxFile } from './pfx-reader';
export { writePfx, type PfxRequest } from './pfx-writer';
export { writePem } from './pem';
export { keyMatches, readPrivateKey } from './private-key';
export * from './profile';
export type { KeyAlgorithm, KeyFacts } from './public-key';
export { crlFault, revocationStatus, type RevocationStatus } from './revocation';
export {
  commercialRoots,
  normalizeFingerprint,
  rootsFromFingerprints,
  rootsFromPem,
  type RootStore,
} from './root-store';
export { parseSerialNumber } from './serial-number';
export { verifySignature } from './signature';
export type { HashName, SignatureFacts } from './signature-algorithm';
export { readText, type DecodedText } from './text';
