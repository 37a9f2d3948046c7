import { IRule } from '../policy';
import { certificateOrdered } from './chain/certificate-ordered';
import { certificatePathBroken } from './chain/certificate-path-broken';
import { certificateRevoked } from './chain/certificate-revoked';
import { certificateExpired } from './lifetime/certificate-expired';
import { certificateNotYetValid } from './lifetime/certificate-not-yet-valid';
import { expiryUnknown } from './lifetime/expiry-unknown';
import { selfSignedWithoutLifecycle } from './lifetime/self-signed-without-lifecycle';
import { commonNameTooLong } from './names/common-name-too-long';
import { nameNotCovered } from './names/name-not-covered';
import { nameSuperfluous } from './names/name-superfluous';
import { certificateNotForServers } from './protocols/certificate-not-for-servers';
import { mailProtocolInClear } from './protocols/mail-protocol-in-clear';
import { mobileOptimum } from './protocols/mobile-optimum';
import { clientsArePrompted } from './trust/clients-are-prompted';
import { mapiOverHttpSelfSigned } from './trust/mapi-over-http-self-signed';
import { outlookAnywhereSelfSigned } from './trust/outlook-anywhere-self-signed';
import { outlookOnSetupCertificate } from './trust/outlook-on-setup-certificate';
import { privateRootOutOfReach } from './trust/private-root-out-of-reach';
import { publicDeploymentOnPrivateCa } from './trust/public-deployment-on-private-ca';

/** Every rule of this package, by ref. */
export const CATALOGUE: readonly IRule[] = Object.freeze([
  outlookAnywhereSelfSigned,
  mapiOverHttpSelfSigned,
  outlookOnSetupCertificate,
  privateRootOutOfReach,
  clientsArePrompted,
  publicDeploymentOnPrivateCa,
  nameNotCovered,
  nameSuperfluous,
  commonNameTooLong,
  selfSignedWithoutLifecycle,
  certificateExpired,
  certificateNotYetValid,
  expiryUnknown,
  certificateRevoked,
  certificatePathBroken,
  certificateOrdered,
  mailProtocolInClear,
  certificateNotForServers,
  mobileOptimum,
]);
