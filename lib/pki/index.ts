export { anchorFacts, isSameAnchor, keyIdOf, type AnchorFacts } from './anchor-facts';
export { type BudgetLimits, defaultBudget } from './budget';
export { certificateFacts } from './certificate-facts';
export { Certificate509 } from './certificate';
export { readCertificates, type CertificateFile } from './certificate-file';
export { isIssuedBy, orderChain, pathUpwards, type OrderedChain, type UpwardPath } from './chain';
export { makeCrl, type CrlRequest, type RevokedEntry } from './crl-writer';
export { readCsr, type CertificateRequestFile, type MicrosoftRequestFacts } from './csr';
export { readCrl, RevocationList, type CrlScope, type RevocationReason, type RevokedCertificate } from './crl';
export { PkiError, type PkiErrorCode } from './error';
export type { ItemKind } from './der-kind';
export { readFileItems, type FileItem, type FileItems } from './file-item';
export type { GeneralName } from './general-name';
export { publicCa, soundPath } from './issuance-profile';
export { matchesName } from './name-match';
export { issuedPath, momentInside, type IssuedPath, type IssuedPathRequest } from './issued-path';
export { issuerRefusals, type IssuanceRequest } from './issuer-refusal';
export { makeOcspRequest, readOcspResponse, type OcspResponse, type OcspSingle } from './ocsp';
export { verifyPath, type PathRequest, type PathVerdict } from './path';
export type { PathReason } from './path-reason';
export type { PfxEncryption, RandomSource } from './password-encryption';
export { readPfx, type PfxFile, type PfxKey } from './pfx-reader';
export { writePfx, type PfxRequest } from './pfx-writer';
export { isBase64, writePem } from './pem';
export { algorithmText } from './oid';
export { readPkcs7, type Pkcs7Contents } from './pkcs7';
export { keyMatches, readPrivateKey, readPublicKey } from './private-key';
export * from './profile';
export type { KeyAlgorithm, KeyFacts } from './public-key';
export { breaches } from './requirement';
export { crlFault, revocationStatus, type RevocationStatus } from './revocation';
export {
  commercialRoots,
  normalizeFingerprint,
  rootsFromFingerprints,
  rootsFromPem,
  type RootStore,
} from './root-store';
export { parseSerialNumber } from './serial-number';
export { canVerify, verifySignature } from './signature';
export type { HashName, SignatureFacts } from './signature-algorithm';
export { readText, type DecodedText } from './text';
