// What people declare.
export { ClientAccessStack } from './constructs/client-access-stack';
export type { ClientAccessStackProps } from './constructs/client-access-stack';
export { VerifyFailure } from './constructs/deploy-verification';
export type { VerifyAfterDeployProps } from './constructs/deploy-verification';
export { ClientAccessServer } from './constructs/client-access-server';
export type { ClientAccessServerProps } from './constructs/client-access-server';
export { ClientPopulation } from './constructs/client-population';
export type { ClientPopulationProps, RootStateOf } from './constructs/client-population';
export { PublishingPoint, PublishingSide } from './constructs/publishing-point';
export type { PublishingPointProps, SniCertificateProps } from './constructs/publishing-point';
export { TlsInspection } from './constructs/tls-inspection';
export type { TlsInspectionProps } from './constructs/tls-inspection';
export { MailDomain, RootSite } from './constructs/mail-domain';
export type { MailDomainProps } from './constructs/mail-domain';
export { ExchangeOrganization } from './constructs/exchange-organization';
export type { ExchangeOrganizationProps } from './constructs/exchange-organization';
export { EdgeTransportServer } from './constructs/edge-transport-server';
export type { EdgeTransportServerProps } from './constructs/edge-transport-server';
export {
  FederationTrust,
  type FederationTrustProps,
  ServerAuthenticationCertificate,
  type ServerAuthenticationProps,
} from './constructs/organization-certificates';
export { HybridDeployment } from './constructs/hybrid-deployment';
export type { HybridDeploymentProps } from './constructs/hybrid-deployment';
export { TransportConnector } from './constructs/transport-connector';
export type { TransportConnectorProps } from './constructs/transport-connector';
export { ClientAccessPolicy } from './constructs/client-access-policy';
export type { AcknowledgementProps } from './constructs/client-access-policy';

// Protocol bindings.
export type {
  ActiveSyncProps,
  AutodiscoverProps,
  BindingProps,
  ExchangeControlPanelProps,
  ExchangeWebServicesProps,
  Imap4Props,
  MailBindingProps,
  MailDownloadProps,
  MapiOverHttpProps,
  OfflineAddressBookProps,
  OutlookAnywhereProps,
  OutlookWebAppProps,
  Pop3Props,
  SmtpSubmissionProps,
  WebBindingProps,
} from './constructs/protocols/binding-props';

// Certificate sources.
export {
  CertificateSource,
  ExistingSource,
  InstalledSource,
  InternalCa,
  InternalCaSource,
  IssuedSource,
  KeyAlgorithm,
  PurchasedSource,
  PurchaseOrderSource,
  SelfSignedSource,
  SharedCertificate,
  Validity,
} from './constructs/certificates';
export type {
  CertificateConfig,
  CertificateRequest,
  ExistingCaProps,
  ExistingCertificateProps,
  ICertificateDescription,
  ICertificateIssuer,
  ICertificateSource,
  InstalledByExchangeProps,
  InternalCaCertificateProps,
  InternalCaProps,
  IRequiredNames,
  IssuedCertificateProps,
  IssuingCaProps,
  KnownCaProps,
  PurchasedCertificateProps,
  PurchasedPfxProps,
  PurchasedProps,
  PurchaseOrderProps,
  SelfSignedProps,
  SharedCertificateProps,
  ValidityProps,
} from './constructs/certificates';

// What Exchange and its clients are called.
export { ExchangeVersion } from './exchange';
export { ClientApplication, ClientPlatform } from './clients';

// The model: plain data.
export {
  AutodiscoverMethod,
  CertificateRole,
  CertificateSourceKind,
  CertificateState,
  CertificateUse,
  ChainFlaw,
  ClientAuthentication,
  ClientCertificateMode,
  ClientFact,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  ConnectorKind,
  Encryption,
  EvidenceSource,
  ExchangeProduct,
  ExtendedProtection,
  KeyCustody,
  KeyType,
  NameCheck,
  NetworkSide,
  ProbeOutcome,
  StapleStatus,
  ProbePhase,
  PublishingMode,
  RevocationStatus,
  RootState,
  RootStore,
  StatedFact,
  TlsVersion,
  TokenChecking,
  TrustAnchorKind,
} from './model';
export type {
  Acknowledgement,
  AnchorCertificate,
  Binding,
  BooleanFact,
  Certificate,
  CertificateFacts,
  CertificateFault,
  Connector,
  DeclarationFault,
  DeclaredAuthority,
  EdgeTransport,
  Estate,
  Evidence,
  ExchangeRelease,
  Fault,
  Federation,
  HostName,
  HybridConfiguration,
  KnownCertificate,
  KnownSetting,
  KnownValue,
  LevelSetting,
  Listener,
  Observation,
  ObservedChain,
  ObservedValidity,
  ObservedRevocation,
  ObservedStaple,
  WebAnswer,
  Organization,
  PackSetting,
  PolicySettings,
  Population,
  PresentedChain,
  Reason,
  RenewalPlan,
  RevocationList,
  RevokedIssuer,
  RoleAssignment,
  RootStateDeclaration,
  Server,
  ServerAuthentication,
  SniCertificate,
  SourceLocation,
  StatedFactProps,
  TlsInspector,
  TlsRange,
  TrustAnchor,
} from './model';

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
  ReasonAtBindings,
  Report,
  RootSiteView,
  RuleMetadata,
  RulePackProps,
  RuleTally,
  ServerView,
  SniCertificateView,
  Summary,
  UnknownResult,
} from './policy';

// The rules of this package, its packs, and advice.
export { CertificateAdvisor, OrganizationSize, RuleCatalogue, RulePacks, Rules } from './rules';
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
