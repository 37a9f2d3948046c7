export * from './access';
export { acknowledge, isExpired, isWithin, LONGEST_TERM, SHORTEST_REASON } from './acknowledge';
export * from './certificate-names';
export * from './declaration-rule';
export { EstateView } from './estate-view';
export * from './judge';
export * from './matrix';
export * from './nearest';
export * from './outcome';
export * from './pack';
export * from './report';
export * from './rule';
export * from './view';
export {
  type Cell,
  ServerView,
  type RootSiteView,
  CertificateView,
  type SniCertificateView,
  PublishingPointView,
  BindingView,
  type IMeeting,
  CellGroup,
  PopulationView,
  type ReasonAtBindings,
  ReachView,
  MailDomainView,
} from './view';
export * from './ways';
