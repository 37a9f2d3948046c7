export * from './acknowledgement';
export * from './bare-items';
export * from './binding';
export * from './certificate';
export * from './client-fact';
export * from './connector';
export type { DeclarationCode } from './declaration-fault';
export * from './declaration-fault';
export * from './edge-transport';
export * from './estate';
export {
  ESTATE_LISTS,
  LIST_NAMES,
  listDescriptor,
  type ListDescriptor,
  wholeEstate,
  withoutEmptyLists,
} from './estate-lists';
export { mapHosts, mapped, type HostPlace, visitReferences } from './estate-members';
export { joinContributions, mergeEstates } from './estate-merge';
export { indexOf, presenterEstate, restrictEstate, serversBehind, type AlsoKept } from './estate-restriction';
export { upgradeEstate } from './estate-upgrade';
export * from './evidence';
export * from './exchange-release';
export * from './extended-protection';
export type { BooleanFact } from './fact';
export * from './federation';
export * from './host-name';
export * from './hybrid';
export * from './inspector';
export * from './location';
export * from './mail-domain';
export * from './observation';
export * from './organization';
export * from './policy-settings';
export * from './population';
export * from './protocol';
export * from './publishing-point';
export * from './reason';
export * from './root-store';
export * from './server';
export * from './server-authentication';
export * from './tls';
export * from './trust-anchor';
export * from './validity';
export {
  decodeSlice,
  encodeSlice,
  isSlice,
  REFUSED_ESTATE_FILE,
  SliceKind,
  sliceKindOf,
  type DecodedSlice,
  type EstateSlice,
} from './slice';
export { restoreLists, shortenLists } from './slice-differences';
export * from './slice-locations';
