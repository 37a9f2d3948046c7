// What people declare.
export * from './constructs/client-access-stack';
export * from './constructs/client-access-server';
export * from './constructs/client-population';
export {
  PublishingPoint,
  PublishingPointProps,
  PublishingSide,
  SniCertificateProps,
} from './constructs/publishing-point';
export { TlsInspection, TlsInspectionProps } from './constructs/tls-inspection';
export { MailDomain, MailDomainProps } from './constructs/mail-domain';
export { RootSite } from './constructs/root-site';
export * from './constructs/exchange-organization';
export * from './constructs/hybrid-deployment';
export * from './constructs/server-authentication';
export * from './constructs/transport-connector';
export * from './constructs/client-access-policy';

// Protocol bindings.
export * from './constructs/protocols/binding-props';

// Certificate sources.
export * from './constructs/certificates';

// What Exchange and its clients are called.
export { ExchangeVersion } from './exchange';
export { ClientApplication, ClientPlatform } from './clients';

// The model: plain data.
export * from './model';

// Judgement: rules, packs, reports.
export {
  AcknowledgementStatus,
  BindingRule,
  CertificateRule,
  ConditionKind,
  EstateRule,
  Level,
  MailDomainRule,
  Moment,
  NamePresence,
  OutcomeKind,
  PopulationRule,
  PublishingPointRule,
  ReachRule,
  RulePack,
  ServerRule,
  SubjectKind,
} from './policy';
export type {
  AcknowledgementResult,
  BindingView,
  Cell,
  CellGroup,
  CertificateNames,
  CertificateView,
  Condition,
  EstateView,
  Finding,
  FindingDetails,
  IMeeting,
  IRule,
  IRuleReport,
  LevelOverride,
  MailDomainView,
  Matrix,
  MatrixColumn,
  MatrixRow,
  NameUse,
  NeededName,
  Outcome,
  PopulationView,
  PublishingPointView,
  ReachView,
  RootSiteView,
  ReasonAtBindings,
  Report,
  RuleMetadata,
  RulePackProps,
  RuleTally,
  ServerView,
  SniCertificateView,
  Summary,
  UnknownResult,
} from './policy';

// The rules of this package, its packs, and advice.
export { CertificateAdvisor, OrganizationSize, RuleCatalogue, RulePacks } from './rules';
export type {
  Advice,
  AdviceProps,
  BindingAdvice,
  ClientEffect,
  SourceOption,
  Statement,
  Workload,
  WorkloadAt,
} from './rules';
