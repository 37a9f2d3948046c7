export * from './bare-items';
export * from './certificate';
export {
  EMPTY_ESTATE,
  type Estate,
  type EstateLists,
  type ListItem,
  type ListName,
  MODEL_SCHEMA_VERSION,
  upgradeEstate,
} from './estate';
export {
  ESTATE_LISTS,
  LIST_NAMES,
  listDescriptor,
  type ListDescriptor,
  wholeEstate,
  withoutEmptyLists,
} from './estate-lists';
export { mapHosts, mapped, type HostPlace, visitReferences } from './estate-members';
export {
  type AlsoKept,
  indexOf,
  joinContributions,
  mergeEstates,
  presenterEstate,
  restrictEstate,
  serversBehind,
} from './estate-parts';
export * from './evidence';
export { type BooleanFact, ClientFact, StatedFact, type StatedFactProps } from './fact';
export * from './organization';
export * from './policy';
export * from './population';
export * from './protocol';
export * from './publishing-point';
export * from './reason';
export * from './server';
export {
  type DecodedSlice,
  decodeSlice,
  encodeSlice,
  type EstateSlice,
  isSlice,
  putLocations,
  REFUSED_ESTATE_FILE,
  restoreLists,
  shortenLists,
  SliceKind,
  sliceKindOf,
  type SliceLocations,
  takeLocations,
} from './slice';
export * from './transport';
