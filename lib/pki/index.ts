export { Certificate509 } from './certificate';
export { anchorFacts, type AnchorFacts, certificateFacts, isSameAnchor, keyIdOf } from './certificate-facts';
export { type CertificateFile, type Pkcs7Contents, readCertificates, readPkcs7 } from './certificate-file';
export {
  commercialRoots,
  isIssuedBy,
  normalizeFingerprint,
  orderChain,
  type OrderedChain,
  pathUpwards,
  rootsFromFingerprints,
  rootsFromPem,
  type RootStore,
  type UpwardPath,
} from './chain';
export {
  type CrlRequest,
  type CrlScope,
  makeCrl,
  readCrl,
  RevocationList,
  type RevocationReason,
  type RevokedCertificate,
  type RevokedEntry,
} from './crl';
export { readCsr, type CertificateRequestFile, type MicrosoftRequestFacts } from './csr';
export { type BudgetLimits, defaultBudget, PkiError, type PkiErrorCode } from './error';
export type { GeneralName } from './extension';
export { type FileItem, type FileItems, type ItemKind, readFileItems } from './file-item';
export { issuedPath, issuerRevoked, momentInside, type IssuedPath, type IssuedPathRequest } from './issued-path';
export { issuerRefusals, type IssuanceRequest } from './issuer-refusal';
export { matchesName } from './names';
export { makeOcspRequest, type OcspResponse, type OcspSingle, readOcspResponse, type RevocationVerdict } from './ocsp';
export { algorithmText } from './oid';
export type { PfxEncryption, RandomSource } from './password-encryption';
export { verifyPath, type PathRequest, type PathVerdict } from './path';
export type { PathReason } from './path-reason';
export { type DecodedText, isBase64, readText, writePem } from './pem';
export { readPfx, type PfxFile, type PfxKey } from './pfx-reader';
export { writePfx, type PfxRequest } from './pfx-writer';
export { keyMatches, readPrivateKey, readPublicKey } from './private-key';
export {
  breaches,
  everyClient,
  internalCa,
  profiles,
  publicCa,
  rfc5280,
  soundPath,
  strictPublic,
  webClient,
  webpki,
} from './profile';
export type { PublicKeyAlgorithm, KeyFacts } from './public-key';
export { type EarlierRequirements, type PathProfile, type ValidityLimit } from './requirement';
export { crlFault, isSignedBy, revocationEvidence, revocationStatus } from './revocation';
export { parseSerialNumber } from './serial-number';
export { canVerify, type HashName, type SignatureFacts, verifySignature } from './signature';
