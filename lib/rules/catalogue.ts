import { IRule } from '../policy';
import { certificateOrdered } from './chain/certificate-ordered';
import { certificatePathBroken } from './chain/certificate-path-broken';
import { certificateRevoked } from './chain/certificate-revoked';
import { extensionRefusedByClients } from './chain/extension-refused-by-clients';
import { issuerExpiresFirst } from './chain/issuer-expires-first';
import { issuerRefusesRequest } from './chain/issuer-refuses-request';
import { pathRefusedByClients } from './chain/path-refused-by-clients';
import { revocationListUnusable } from './chain/revocation-list-unusable';
import { revocationOutOfReach } from './chain/revocation-out-of-reach';
import { revocationPointerMissing } from './chain/revocation-pointer-missing';
import { declaredTwice } from './coexistence/declared-twice';
import { exchange2013BesideSe } from './coexistence/exchange-2013-beside-se';
import { issuedDiffers } from './coexistence/issued-differs';
import { legacyNameMissing } from './coexistence/legacy-name-missing';
import { mapiOverHttpBeside2013 } from './coexistence/mapi-over-http-beside-2013';
import { populationStatesFacts } from './coexistence/population-states-facts';
import { referenceMissing } from './coexistence/reference-missing';
import { rootStateContradictory } from './coexistence/root-state-contradictory';
import { bridgeNameMismatch } from './connections/bridge-name-mismatch';
import { bridgeRefusesServer } from './connections/bridge-refuses-server';
import { bridgeRenewedApart } from './connections/bridge-renewed-apart';
import { channelBindingBroken } from './connections/channel-binding-broken';
import { clientCertificateLost } from './connections/client-certificate-lost';
import { clientCertificateNotPresentable } from './connections/client-certificate-not-presentable';
import { extendedProtectionAfterUpgrade } from './connections/extended-protection-after-upgrade';
import { extendedProtectionOff } from './connections/extended-protection-off';
import { extendedProtectionTooStrict } from './connections/extended-protection-too-strict';
import { extendedProtectionUnsupported } from './connections/extended-protection-unsupported';
import { hybridAgentWithExtendedProtection } from './connections/hybrid-agent-with-extended-protection';
import { inspectorRefusesServer } from './connections/inspector-refuses-server';
import { offloadWithExtendedProtection } from './connections/offload-with-extended-protection';
import { routeUnstated } from './connections/route-unstated';
import { sniRequired } from './connections/sni-required';
import { tlsSettingsUnequal } from './connections/tls-settings-unequal';
import { tlsVersionRefused } from './connections/tls-version-refused';
import { backEndCertificateReplaced } from './custody/back-end-certificate-replaced';
import { keyInTerraformState } from './custody/key-in-terraform-state';
import { keyNotPortable } from './custody/key-not-portable';
import { splitCertificates } from './custody/split-certificates';
import { transportCertificateReplaced } from './custody/transport-certificate-replaced';
import { ecdsaSwitchUnset } from './keys/ecdsa-switch-unset';
import { ecdsaTooEarly } from './keys/ecdsa-too-early';
import { hashOutdated } from './keys/hash-outdated';
import { hashRefusedByClients } from './keys/hash-refused-by-clients';
import { keyRefusedByClients } from './keys/key-refused-by-clients';
import { keyTypeUnsupported } from './keys/key-type-unsupported';
import { rsaKeyInCngProvider } from './keys/rsa-key-in-cng-provider';
import { rsaKeyTooShort } from './keys/rsa-key-too-short';
import { certificateExpired } from './lifetime/certificate-expired';
import { certificateNotYetValid } from './lifetime/certificate-not-yet-valid';
import { expiryUnknown } from './lifetime/expiry-unknown';
import { lifetimeRefusedByClients } from './lifetime/lifetime-refused-by-clients';
import { publicLifetimeExceeded } from './lifetime/public-lifetime-exceeded';
import { publicLifetimeShrinks } from './lifetime/public-lifetime-shrinks';
import { renewalOverdue } from './lifetime/renewal-overdue';
import { renewalTooLate } from './lifetime/renewal-too-late';
import { selfSignedWithoutLifecycle } from './lifetime/self-signed-without-lifecycle';
import { autodiscoverNameNotServed } from './names/autodiscover-name-not-served';
import { autodiscoverNotFollowed } from './names/autodiscover-not-followed';
import { certificateDeclaredTwice } from './names/certificate-declared-twice';
import { commonNameTooLong } from './names/common-name-too-long';
import { connectorNameInvalid } from './names/connector-name-invalid';
import { downloadHostEqualsOwa } from './names/download-host-equals-owa';
import { internalNameOnPublicCertificate } from './names/internal-name-on-public-certificate';
import { nameNotCovered } from './names/name-not-covered';
import { nameRefusedByClients } from './names/name-refused-by-clients';
import { nameSuperfluous } from './names/name-superfluous';
import { namesTooMany } from './names/names-too-many';
import { namespaceIsServerName } from './names/namespace-is-server-name';
import { principalNameRefused } from './names/principal-name-refused';
import { principalNamesDiffer } from './names/principal-names-differ';
import { rootSiteCertificate } from './names/root-site-certificate';
import { serverFqdnShared } from './names/server-fqdn-shared';
import { serverNameOnPublicCertificate } from './names/server-name-on-public-certificate';
import { wildcardBreaksMail } from './names/wildcard-breaks-mail';
import { wildcardNotAssignable } from './names/wildcard-not-assignable';
import { wildcardPrincipalRefused } from './names/wildcard-principal-refused';
import { wildcardRefusedByClients } from './names/wildcard-refused-by-clients';
import { certificateChangedMeanwhile } from './observed/certificate-changed-meanwhile';
import { chainSentWrong } from './observed/chain-sent-wrong';
import { clientCertificateAsked } from './observed/client-certificate-asked';
import { endpointInClear } from './observed/endpoint-in-clear';
import { endpointNotServed } from './observed/endpoint-not-served';
import { fallbackPresented } from './observed/fallback-presented';
import { nodesDiffer } from './observed/nodes-differ';
import { servedTlsTooOld } from './observed/served-tls-too-old';
import { applicationLacksProtocol } from './protocols/application-lacks-protocol';
import { certificateMissing } from './protocols/certificate-missing';
import { certificateNotForServers } from './protocols/certificate-not-for-servers';
import { clientCertificateWanted } from './protocols/client-certificate-wanted';
import { clientCertificatesOnlyAccepted } from './protocols/client-certificates-only-accepted';
import { clientCertificatesUnsupported } from './protocols/client-certificates-unsupported';
import { encryptionNotRequired } from './protocols/encryption-not-required';
import { exchangeOutOfSupport } from './protocols/exchange-out-of-support';
import { mailProtocolInClear } from './protocols/mail-protocol-in-clear';
import { mobileOptimum } from './protocols/mobile-optimum';
import { offloadInClear } from './protocols/offload-in-clear';
import { passwordBesideClientCertificate } from './protocols/password-beside-client-certificate';
import { protocolNotPublished } from './protocols/protocol-not-published';
import { protocolNotServed } from './protocols/protocol-not-served';
import { tls12Missing } from './protocols/tls-1-2-missing';
import { usageRefusedByClients } from './protocols/usage-refused-by-clients';
import { clientUsageLeaves } from './transport/client-usage-leaves';
import { clientUsageMissing } from './transport/client-usage-missing';
import { connectorCertificateStale } from './transport/connector-certificate-stale';
import { connectorCertificateUnsupported } from './transport/connector-certificate-unsupported';
import { connectorNameNotCovered } from './transport/connector-name-not-covered';
import { hybridCertificatesDiffer } from './transport/hybrid-certificates-differ';
import { hybridNameMissing } from './transport/hybrid-name-missing';
import { hybridOnPrivateCa } from './transport/hybrid-on-private-ca';
import { oauthCertificateEcdsa } from './transport/oauth-certificate-ecdsa';
import { oauthCertificateExpired } from './transport/oauth-certificate-expired';
import { oauthCertificateExpiring } from './transport/oauth-certificate-expiring';
import { oauthCertificateShared } from './transport/oauth-certificate-shared';
import { submissionCertificateUnexpected } from './transport/submission-certificate-unexpected';
import { bridgeDistrustsServer } from './trust/bridge-distrusts-server';
import { clientsArePrompted } from './trust/clients-are-prompted';
import { commercialRootMissing } from './trust/commercial-root-missing';
import { commercialRootUnlisted } from './trust/commercial-root-unlisted';
import { handInstalledRootOnAndroid } from './trust/hand-installed-root-on-android';
import { mapiOverHttpSelfSigned } from './trust/mapi-over-http-self-signed';
import { outlookAnywhereSelfSigned } from './trust/outlook-anywhere-self-signed';
import { outlookOnSetupCertificate } from './trust/outlook-on-setup-certificate';
import { privateRootOutOfReach } from './trust/private-root-out-of-reach';
import { publicDeploymentOnPrivateCa } from './trust/public-deployment-on-private-ca';
import { publicDeploymentOnSelfSigned } from './trust/public-deployment-on-self-signed';
import { publishingPointWithoutCertificate } from './trust/publishing-point-without-certificate';
import { rootLeavesStores } from './trust/root-leaves-stores';
import { rootPublicationUnstated } from './trust/root-publication-unstated';
import { rootUnknown } from './trust/root-unknown';

/** Every rule of this package, by ref. Written by tools/new-rule.ts; a test holds it in step with the files. */
export const CATALOGUE: readonly IRule[] = Object.freeze([
  outlookAnywhereSelfSigned,
  mapiOverHttpSelfSigned,
  outlookOnSetupCertificate,
  privateRootOutOfReach,
  clientsArePrompted,
  publicDeploymentOnPrivateCa,
  commercialRootMissing,
  bridgeDistrustsServer,
  publishingPointWithoutCertificate,
  publicDeploymentOnSelfSigned,
  rootUnknown,
  rootPublicationUnstated,
  handInstalledRootOnAndroid,
  rootLeavesStores,
  commercialRootUnlisted,
  nameNotCovered,
  nameSuperfluous,
  commonNameTooLong,
  wildcardRefusedByClients,
  wildcardPrincipalRefused,
  wildcardBreaksMail,
  wildcardNotAssignable,
  internalNameOnPublicCertificate,
  serverNameOnPublicCertificate,
  autodiscoverNameNotServed,
  nameRefusedByClients,
  principalNameRefused,
  principalNamesDiffer,
  downloadHostEqualsOwa,
  namesTooMany,
  namespaceIsServerName,
  connectorNameInvalid,
  autodiscoverNotFollowed,
  rootSiteCertificate,
  serverFqdnShared,
  certificateDeclaredTwice,
  selfSignedWithoutLifecycle,
  certificateExpired,
  certificateNotYetValid,
  expiryUnknown,
  lifetimeRefusedByClients,
  publicLifetimeExceeded,
  renewalTooLate,
  renewalOverdue,
  publicLifetimeShrinks,
  rsaKeyTooShort,
  keyRefusedByClients,
  hashRefusedByClients,
  hashOutdated,
  ecdsaTooEarly,
  ecdsaSwitchUnset,
  rsaKeyInCngProvider,
  keyTypeUnsupported,
  certificateRevoked,
  certificatePathBroken,
  certificateOrdered,
  issuerExpiresFirst,
  revocationPointerMissing,
  revocationOutOfReach,
  extensionRefusedByClients,
  pathRefusedByClients,
  revocationListUnusable,
  issuerRefusesRequest,
  keyInTerraformState,
  keyNotPortable,
  backEndCertificateReplaced,
  transportCertificateReplaced,
  splitCertificates,
  mailProtocolInClear,
  certificateNotForServers,
  mobileOptimum,
  encryptionNotRequired,
  clientCertificateWanted,
  clientCertificatesUnsupported,
  clientCertificatesOnlyAccepted,
  passwordBesideClientCertificate,
  usageRefusedByClients,
  protocolNotServed,
  protocolNotPublished,
  offloadInClear,
  applicationLacksProtocol,
  exchangeOutOfSupport,
  tls12Missing,
  certificateMissing,
  oauthCertificateExpired,
  oauthCertificateExpiring,
  oauthCertificateShared,
  oauthCertificateEcdsa,
  connectorCertificateStale,
  connectorNameNotCovered,
  clientUsageMissing,
  connectorCertificateUnsupported,
  hybridOnPrivateCa,
  hybridNameMissing,
  hybridCertificatesDiffer,
  submissionCertificateUnexpected,
  clientUsageLeaves,
  referenceMissing,
  declaredTwice,
  rootStateContradictory,
  legacyNameMissing,
  exchange2013BesideSe,
  mapiOverHttpBeside2013,
  issuedDiffers,
  populationStatesFacts,
  channelBindingBroken,
  offloadWithExtendedProtection,
  extendedProtectionUnsupported,
  extendedProtectionOff,
  extendedProtectionTooStrict,
  extendedProtectionAfterUpgrade,
  hybridAgentWithExtendedProtection,
  bridgeRenewedApart,
  tlsSettingsUnequal,
  clientCertificateLost,
  clientCertificateNotPresentable,
  sniRequired,
  tlsVersionRefused,
  bridgeNameMismatch,
  inspectorRefusesServer,
  routeUnstated,
  bridgeRefusesServer,
  endpointNotServed,
  endpointInClear,
  nodesDiffer,
  certificateChangedMeanwhile,
  fallbackPresented,
  chainSentWrong,
  servedTlsTooOld,
  clientCertificateAsked,
]);
