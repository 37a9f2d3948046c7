import { IRule } from '../policy';
import { certificateOrdered } from './chain/certificate-ordered';
import { certificatePathBroken } from './chain/certificate-path-broken';
import { certificateRevoked } from './chain/certificate-revoked';
import { chainBuiltByWindows } from './chain/chain-built-by-windows';
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
import { bridgeCertificateDiffers } from './connections/bridge-certificate-differs';
import { bridgeNameMismatch } from './connections/bridge-name-mismatch';
import { bridgeRefusesServer } from './connections/bridge-refuses-server';
import { bridgeRenewedApart } from './connections/bridge-renewed-apart';
import { channelBindingBroken } from './connections/channel-binding-broken';
import { clientCertificateLost } from './connections/client-certificate-lost';
import { clientCertificateNotPresentable } from './connections/client-certificate-not-presentable';
import { clientCertificateRenegotiation } from './connections/client-certificate-renegotiation';
import { extendedProtectionAfterUpgrade } from './connections/extended-protection-after-upgrade';
import { extendedProtectionOff } from './connections/extended-protection-off';
import { extendedProtectionTooStrict } from './connections/extended-protection-too-strict';
import { extendedProtectionUnsupported } from './connections/extended-protection-unsupported';
import { hybridAgentWithExtendedProtection } from './connections/hybrid-agent-with-extended-protection';
import { inspectorRefusesServer } from './connections/inspector-refuses-server';
import { offloadWithExtendedProtection } from './connections/offload-with-extended-protection';
import { routeUnstated } from './connections/route-unstated';
import { sniRequired } from './connections/sni-required';
import { stapleMissing } from './connections/staple-missing';
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
import { serverCannotCheckHash } from './keys/server-cannot-check-hash';
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
import { autodiscoverLedWrong } from './observed/autodiscover-led-wrong';
import { certificateChangedMeanwhile } from './observed/certificate-changed-meanwhile';
import { chainSentWrong } from './observed/chain-sent-wrong';
import { clientCertificateAsked } from './observed/client-certificate-asked';
import { clockDiffers } from './observed/clock-differs';
import { endpointInClear } from './observed/endpoint-in-clear';
import { endpointNotServed } from './observed/endpoint-not-served';
import { fallbackPresented } from './observed/fallback-presented';
import { largeHelloUnanswered } from './observed/large-hello-unanswered';
import { nodesDiffer } from './observed/nodes-differ';
import { oldVersionsAnswered } from './observed/old-versions-answered';
import { revocationNotKnown } from './observed/revocation-not-known';
import { servedTlsTooOld } from './observed/served-tls-too-old';
import { stapleWrong } from './observed/staple-wrong';
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
import { offloadWhileSslRequired } from './protocols/offload-while-ssl-required';
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
import { edgeSubscriptionBroken } from './transport/edge-subscription-broken';
import { federationCertificateExpiring } from './transport/federation-certificate-expiring';
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
import { exceptionEndsWithRenewal } from './trust/exception-ends-with-renewal';
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

/** The rules of this package, by name, for packs of one's own. By ref; written by tools/new-rule.ts. */
export class Rules {
  /** ECA101 */
  public static readonly OUTLOOK_ANYWHERE_SELF_SIGNED: IRule = outlookAnywhereSelfSigned;
  /** ECA102 */
  public static readonly MAPI_OVER_HTTP_SELF_SIGNED: IRule = mapiOverHttpSelfSigned;
  /** ECA103 */
  public static readonly OUTLOOK_ON_SETUP_CERTIFICATE: IRule = outlookOnSetupCertificate;
  /** ECA104 */
  public static readonly PRIVATE_ROOT_OUT_OF_REACH: IRule = privateRootOutOfReach;
  /** ECA105 */
  public static readonly CLIENTS_ARE_PROMPTED: IRule = clientsArePrompted;
  /** ECA106 */
  public static readonly PUBLIC_DEPLOYMENT_ON_PRIVATE_CA: IRule = publicDeploymentOnPrivateCa;
  /** ECA107 */
  public static readonly COMMERCIAL_ROOT_MISSING: IRule = commercialRootMissing;
  /** ECA108 */
  public static readonly BRIDGE_DISTRUSTS_SERVER: IRule = bridgeDistrustsServer;
  /** ECA109 */
  public static readonly PUBLISHING_POINT_WITHOUT_CERTIFICATE: IRule = publishingPointWithoutCertificate;
  /** ECA110 */
  public static readonly PUBLIC_DEPLOYMENT_ON_SELF_SIGNED: IRule = publicDeploymentOnSelfSigned;
  /** ECA111 */
  public static readonly ROOT_UNKNOWN: IRule = rootUnknown;
  /** ECA112 */
  public static readonly ROOT_PUBLICATION_UNSTATED: IRule = rootPublicationUnstated;
  /** ECA114 */
  public static readonly HAND_INSTALLED_ROOT_ON_ANDROID: IRule = handInstalledRootOnAndroid;
  /** ECA115 */
  public static readonly ROOT_LEAVES_STORES: IRule = rootLeavesStores;
  /** ECA116 */
  public static readonly EXCEPTION_ENDS_WITH_RENEWAL: IRule = exceptionEndsWithRenewal;
  /** ECA117 */
  public static readonly COMMERCIAL_ROOT_UNLISTED: IRule = commercialRootUnlisted;
  /** ECA201 */
  public static readonly NAME_NOT_COVERED: IRule = nameNotCovered;
  /** ECA202 */
  public static readonly NAME_SUPERFLUOUS: IRule = nameSuperfluous;
  /** ECA203 */
  public static readonly COMMON_NAME_TOO_LONG: IRule = commonNameTooLong;
  /** ECA204 */
  public static readonly WILDCARD_REFUSED_BY_CLIENTS: IRule = wildcardRefusedByClients;
  /** ECA205 */
  public static readonly WILDCARD_PRINCIPAL_REFUSED: IRule = wildcardPrincipalRefused;
  /** ECA206 */
  public static readonly WILDCARD_BREAKS_MAIL: IRule = wildcardBreaksMail;
  /** ECA207 */
  public static readonly WILDCARD_NOT_ASSIGNABLE: IRule = wildcardNotAssignable;
  /** ECA208 */
  public static readonly INTERNAL_NAME_ON_PUBLIC_CERTIFICATE: IRule = internalNameOnPublicCertificate;
  /** ECA209 */
  public static readonly SERVER_NAME_ON_PUBLIC_CERTIFICATE: IRule = serverNameOnPublicCertificate;
  /** ECA210 */
  public static readonly AUTODISCOVER_NAME_NOT_SERVED: IRule = autodiscoverNameNotServed;
  /** ECA211 */
  public static readonly NAME_REFUSED_BY_CLIENTS: IRule = nameRefusedByClients;
  /** ECA212 */
  public static readonly PRINCIPAL_NAME_REFUSED: IRule = principalNameRefused;
  /** ECA213 */
  public static readonly PRINCIPAL_NAMES_DIFFER: IRule = principalNamesDiffer;
  /** ECA214 */
  public static readonly DOWNLOAD_HOST_EQUALS_OWA: IRule = downloadHostEqualsOwa;
  /** ECA215 */
  public static readonly NAMES_TOO_MANY: IRule = namesTooMany;
  /** ECA216 */
  public static readonly NAMESPACE_IS_SERVER_NAME: IRule = namespaceIsServerName;
  /** ECA217 */
  public static readonly CONNECTOR_NAME_INVALID: IRule = connectorNameInvalid;
  /** ECA218 */
  public static readonly AUTODISCOVER_NOT_FOLLOWED: IRule = autodiscoverNotFollowed;
  /** ECA219 */
  public static readonly ROOT_SITE_CERTIFICATE: IRule = rootSiteCertificate;
  /** ECA220 */
  public static readonly SERVER_FQDN_SHARED: IRule = serverFqdnShared;
  /** ECA221 */
  public static readonly CERTIFICATE_DECLARED_TWICE: IRule = certificateDeclaredTwice;
  /** ECA301 */
  public static readonly SELF_SIGNED_WITHOUT_LIFECYCLE: IRule = selfSignedWithoutLifecycle;
  /** ECA302 */
  public static readonly CERTIFICATE_EXPIRED: IRule = certificateExpired;
  /** ECA303 */
  public static readonly CERTIFICATE_NOT_YET_VALID: IRule = certificateNotYetValid;
  /** ECA304 */
  public static readonly EXPIRY_UNKNOWN: IRule = expiryUnknown;
  /** ECA305 */
  public static readonly LIFETIME_REFUSED_BY_CLIENTS: IRule = lifetimeRefusedByClients;
  /** ECA306 */
  public static readonly PUBLIC_LIFETIME_EXCEEDED: IRule = publicLifetimeExceeded;
  /** ECA307 */
  public static readonly RENEWAL_TOO_LATE: IRule = renewalTooLate;
  /** ECA308 */
  public static readonly RENEWAL_OVERDUE: IRule = renewalOverdue;
  /** ECA309 */
  public static readonly PUBLIC_LIFETIME_SHRINKS: IRule = publicLifetimeShrinks;
  /** ECA401 */
  public static readonly RSA_KEY_TOO_SHORT: IRule = rsaKeyTooShort;
  /** ECA402 */
  public static readonly KEY_REFUSED_BY_CLIENTS: IRule = keyRefusedByClients;
  /** ECA403 */
  public static readonly HASH_REFUSED_BY_CLIENTS: IRule = hashRefusedByClients;
  /** ECA404 */
  public static readonly HASH_OUTDATED: IRule = hashOutdated;
  /** ECA405 */
  public static readonly ECDSA_TOO_EARLY: IRule = ecdsaTooEarly;
  /** ECA406 */
  public static readonly ECDSA_SWITCH_UNSET: IRule = ecdsaSwitchUnset;
  /** ECA407 */
  public static readonly RSA_KEY_IN_CNG_PROVIDER: IRule = rsaKeyInCngProvider;
  /** ECA408 */
  public static readonly KEY_TYPE_UNSUPPORTED: IRule = keyTypeUnsupported;
  /** ECA409 */
  public static readonly SERVER_CANNOT_CHECK_HASH: IRule = serverCannotCheckHash;
  /** ECA501 */
  public static readonly CERTIFICATE_REVOKED: IRule = certificateRevoked;
  /** ECA502 */
  public static readonly CERTIFICATE_PATH_BROKEN: IRule = certificatePathBroken;
  /** ECA503 */
  public static readonly CERTIFICATE_ORDERED: IRule = certificateOrdered;
  /** ECA504 */
  public static readonly ISSUER_EXPIRES_FIRST: IRule = issuerExpiresFirst;
  /** ECA505 */
  public static readonly REVOCATION_POINTER_MISSING: IRule = revocationPointerMissing;
  /** ECA506 */
  public static readonly REVOCATION_OUT_OF_REACH: IRule = revocationOutOfReach;
  /** ECA507 */
  public static readonly EXTENSION_REFUSED_BY_CLIENTS: IRule = extensionRefusedByClients;
  /** ECA508 */
  public static readonly PATH_REFUSED_BY_CLIENTS: IRule = pathRefusedByClients;
  /** ECA509 */
  public static readonly REVOCATION_LIST_UNUSABLE: IRule = revocationListUnusable;
  /** ECA510 */
  public static readonly CHAIN_BUILT_BY_WINDOWS: IRule = chainBuiltByWindows;
  /** ECA511 */
  public static readonly ISSUER_REFUSES_REQUEST: IRule = issuerRefusesRequest;
  /** ECA601 */
  public static readonly KEY_IN_TERRAFORM_STATE: IRule = keyInTerraformState;
  /** ECA602 */
  public static readonly KEY_NOT_PORTABLE: IRule = keyNotPortable;
  /** ECA603 */
  public static readonly BACK_END_CERTIFICATE_REPLACED: IRule = backEndCertificateReplaced;
  /** ECA604 */
  public static readonly TRANSPORT_CERTIFICATE_REPLACED: IRule = transportCertificateReplaced;
  /** ECA605 */
  public static readonly SPLIT_CERTIFICATES: IRule = splitCertificates;
  /** ECA701 */
  public static readonly MAIL_PROTOCOL_IN_CLEAR: IRule = mailProtocolInClear;
  /** ECA702 */
  public static readonly CERTIFICATE_NOT_FOR_SERVERS: IRule = certificateNotForServers;
  /** ECA703 */
  public static readonly MOBILE_OPTIMUM: IRule = mobileOptimum;
  /** ECA704 */
  public static readonly ENCRYPTION_NOT_REQUIRED: IRule = encryptionNotRequired;
  /** ECA705 */
  public static readonly CLIENT_CERTIFICATE_WANTED: IRule = clientCertificateWanted;
  /** ECA706 */
  public static readonly CLIENT_CERTIFICATES_UNSUPPORTED: IRule = clientCertificatesUnsupported;
  /** ECA707 */
  public static readonly CLIENT_CERTIFICATES_ONLY_ACCEPTED: IRule = clientCertificatesOnlyAccepted;
  /** ECA708 */
  public static readonly PASSWORD_BESIDE_CLIENT_CERTIFICATE: IRule = passwordBesideClientCertificate;
  /** ECA709 */
  public static readonly USAGE_REFUSED_BY_CLIENTS: IRule = usageRefusedByClients;
  /** ECA710 */
  public static readonly PROTOCOL_NOT_SERVED: IRule = protocolNotServed;
  /** ECA711 */
  public static readonly PROTOCOL_NOT_PUBLISHED: IRule = protocolNotPublished;
  /** ECA712 */
  public static readonly OFFLOAD_IN_CLEAR: IRule = offloadInClear;
  /** ECA713 */
  public static readonly APPLICATION_LACKS_PROTOCOL: IRule = applicationLacksProtocol;
  /** ECA714 */
  public static readonly EXCHANGE_OUT_OF_SUPPORT: IRule = exchangeOutOfSupport;
  /** ECA715 */
  public static readonly TLS_1_2_MISSING: IRule = tls12Missing;
  /** ECA716 */
  public static readonly CERTIFICATE_MISSING: IRule = certificateMissing;
  /** ECA717 */
  public static readonly OFFLOAD_WHILE_SSL_REQUIRED: IRule = offloadWhileSslRequired;
  /** ECA801 */
  public static readonly OAUTH_CERTIFICATE_EXPIRED: IRule = oauthCertificateExpired;
  /** ECA802 */
  public static readonly OAUTH_CERTIFICATE_EXPIRING: IRule = oauthCertificateExpiring;
  /** ECA803 */
  public static readonly OAUTH_CERTIFICATE_SHARED: IRule = oauthCertificateShared;
  /** ECA804 */
  public static readonly OAUTH_CERTIFICATE_ECDSA: IRule = oauthCertificateEcdsa;
  /** ECA805 */
  public static readonly CONNECTOR_CERTIFICATE_STALE: IRule = connectorCertificateStale;
  /** ECA806 */
  public static readonly CONNECTOR_NAME_NOT_COVERED: IRule = connectorNameNotCovered;
  /** ECA807 */
  public static readonly CLIENT_USAGE_MISSING: IRule = clientUsageMissing;
  /** ECA808 */
  public static readonly CONNECTOR_CERTIFICATE_UNSUPPORTED: IRule = connectorCertificateUnsupported;
  /** ECA809 */
  public static readonly HYBRID_ON_PRIVATE_CA: IRule = hybridOnPrivateCa;
  /** ECA810 */
  public static readonly HYBRID_NAME_MISSING: IRule = hybridNameMissing;
  /** ECA811 */
  public static readonly HYBRID_CERTIFICATES_DIFFER: IRule = hybridCertificatesDiffer;
  /** ECA812 */
  public static readonly SUBMISSION_CERTIFICATE_UNEXPECTED: IRule = submissionCertificateUnexpected;
  /** ECA813 */
  public static readonly CLIENT_USAGE_LEAVES: IRule = clientUsageLeaves;
  /** ECA814 */
  public static readonly EDGE_SUBSCRIPTION_BROKEN: IRule = edgeSubscriptionBroken;
  /** ECA815 */
  public static readonly FEDERATION_CERTIFICATE_EXPIRING: IRule = federationCertificateExpiring;
  /** ECA901 */
  public static readonly REFERENCE_MISSING: IRule = referenceMissing;
  /** ECA902 */
  public static readonly DECLARED_TWICE: IRule = declaredTwice;
  /** ECA903 */
  public static readonly ROOT_STATE_CONTRADICTORY: IRule = rootStateContradictory;
  /** ECA904 */
  public static readonly LEGACY_NAME_MISSING: IRule = legacyNameMissing;
  /** ECA905 */
  public static readonly EXCHANGE_2013_BESIDE_SE: IRule = exchange2013BesideSe;
  /** ECA906 */
  public static readonly MAPI_OVER_HTTP_BESIDE_2013: IRule = mapiOverHttpBeside2013;
  /** ECA907 */
  public static readonly ISSUED_DIFFERS: IRule = issuedDiffers;
  /** ECA908 */
  public static readonly POPULATION_STATES_FACTS: IRule = populationStatesFacts;
  /** ECA1001 */
  public static readonly CHANNEL_BINDING_BROKEN: IRule = channelBindingBroken;
  /** ECA1002 */
  public static readonly BRIDGE_CERTIFICATE_DIFFERS: IRule = bridgeCertificateDiffers;
  /** ECA1003 */
  public static readonly OFFLOAD_WITH_EXTENDED_PROTECTION: IRule = offloadWithExtendedProtection;
  /** ECA1004 */
  public static readonly EXTENDED_PROTECTION_UNSUPPORTED: IRule = extendedProtectionUnsupported;
  /** ECA1005 */
  public static readonly EXTENDED_PROTECTION_OFF: IRule = extendedProtectionOff;
  /** ECA1006 */
  public static readonly EXTENDED_PROTECTION_TOO_STRICT: IRule = extendedProtectionTooStrict;
  /** ECA1007 */
  public static readonly EXTENDED_PROTECTION_AFTER_UPGRADE: IRule = extendedProtectionAfterUpgrade;
  /** ECA1008 */
  public static readonly HYBRID_AGENT_WITH_EXTENDED_PROTECTION: IRule = hybridAgentWithExtendedProtection;
  /** ECA1009 */
  public static readonly BRIDGE_RENEWED_APART: IRule = bridgeRenewedApart;
  /** ECA1010 */
  public static readonly TLS_SETTINGS_UNEQUAL: IRule = tlsSettingsUnequal;
  /** ECA1011 */
  public static readonly CLIENT_CERTIFICATE_LOST: IRule = clientCertificateLost;
  /** ECA1012 */
  public static readonly CLIENT_CERTIFICATE_NOT_PRESENTABLE: IRule = clientCertificateNotPresentable;
  /** ECA1013 */
  public static readonly CLIENT_CERTIFICATE_RENEGOTIATION: IRule = clientCertificateRenegotiation;
  /** ECA1014 */
  public static readonly SNI_REQUIRED: IRule = sniRequired;
  /** ECA1015 */
  public static readonly TLS_VERSION_REFUSED: IRule = tlsVersionRefused;
  /** ECA1016 */
  public static readonly STAPLE_MISSING: IRule = stapleMissing;
  /** ECA1017 */
  public static readonly BRIDGE_NAME_MISMATCH: IRule = bridgeNameMismatch;
  /** ECA1018 */
  public static readonly INSPECTOR_REFUSES_SERVER: IRule = inspectorRefusesServer;
  /** ECA1019 */
  public static readonly ROUTE_UNSTATED: IRule = routeUnstated;
  /** ECA1020 */
  public static readonly BRIDGE_REFUSES_SERVER: IRule = bridgeRefusesServer;
  /** ECA1101 */
  public static readonly ENDPOINT_NOT_SERVED: IRule = endpointNotServed;
  /** ECA1102 */
  public static readonly ENDPOINT_IN_CLEAR: IRule = endpointInClear;
  /** ECA1103 */
  public static readonly NODES_DIFFER: IRule = nodesDiffer;
  /** ECA1104 */
  public static readonly CERTIFICATE_CHANGED_MEANWHILE: IRule = certificateChangedMeanwhile;
  /** ECA1105 */
  public static readonly FALLBACK_PRESENTED: IRule = fallbackPresented;
  /** ECA1106 */
  public static readonly CHAIN_SENT_WRONG: IRule = chainSentWrong;
  /** ECA1107 */
  public static readonly SERVED_TLS_TOO_OLD: IRule = servedTlsTooOld;
  /** ECA1108 */
  public static readonly CLIENT_CERTIFICATE_ASKED: IRule = clientCertificateAsked;
  /** ECA1109 */
  public static readonly CLOCK_DIFFERS: IRule = clockDiffers;
  /** ECA1110 */
  public static readonly AUTODISCOVER_LED_WRONG: IRule = autodiscoverLedWrong;
  /** ECA1111 */
  public static readonly STAPLE_WRONG: IRule = stapleWrong;
  /** ECA1112 */
  public static readonly OLD_VERSIONS_ANSWERED: IRule = oldVersionsAnswered;
  /** ECA1113 */
  public static readonly REVOCATION_NOT_KNOWN: IRule = revocationNotKnown;
  /** ECA1114 */
  public static readonly LARGE_HELLO_UNANSWERED: IRule = largeHelloUnanswered;

  private constructor() {}
}

/** Every rule of this package, by ref. */
export const CATALOGUE: readonly IRule[] = Object.freeze(Object.values(Rules) as IRule[]);
