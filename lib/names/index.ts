export { Coverage, coverageOf, coveringWildcard, isCovered, presentedNameMatches, wildcardCovers } from './coverage';
export {
  dnsSyntaxFault,
  type FixedAddress,
  fixedAddresses,
  fixedAddressOf,
  type HostNameSpelling,
  isDnsServer,
  isMailbox,
  mailboxEquals,
  parsePeerName,
  type PeerName,
  problemOfVariable,
  spellHostName,
} from './host-name';
export { formatIp, ipVersion, isReservedAddress, parseIp } from './ip-address';
export {
  certifiability,
  isInternalName,
  isPublicName,
  isPublicSuffix,
  registrableDomain,
  type Certifiability,
} from './public-name';
export * from './subject-text';
