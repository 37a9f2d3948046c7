export * from './acknowledgement';
export * from './binding';
export * from './certificate';
export * from './connector';
export * from './declaration-fault';
export * from './estate';
export * from './exchange-release';
export type { BooleanFact } from './fact';
export * from './host-name';
export * from './hybrid';
export * from './location';
export * from './mail-domain';
export * from './policy-settings';
export * from './population';
export * from './protocol';
export * from './publishing-point';
export * from './server';
export * from './server-authentication';
export * from './trust-anchor';
export * from './validity';
export {
  decodeSlice,
  type DecodedSlice,
  encodeSlice,
  type EstateSlice,
  isSlice,
  mergeSlices,
  REFUSED_ESTATE_FILE,
  SliceKind,
} from './slice';
export { restoreLists, shortenLists } from './slice-differences';
export * from './slice-locations';
