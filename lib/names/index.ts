export { Coverage, coverageOf, coveringWildcard, isCovered, presentedNameMatches, wildcardCovers } from './coverage';
export { problemOfVariable, spellHostName, type HostNameSpelling } from './host-name-spelling';
export { dnsSyntaxFault, isMailbox, mailboxEquals, parsePeerName, type PeerName } from './host-name-syntax';
export { fixedAddresses, fixedAddressOf, isDnsServer, type FixedAddress } from './fixed-address';
export { formatIp, ipVersion, parseIp } from './ip-address';
export {
  certifiability,
  isInternalName,
  isPublicName,
  isPublicSuffix,
  registrableDomain,
  type Certifiability,
} from './public-name';
