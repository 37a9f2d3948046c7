import { CertificateRole, ExchangeProduct, ExchangeRelease } from '../model';
import { BooleanFact, no, unknown, yes } from './fact';
import { isAtLeast } from './release-order';

const BACK_END = yes('SSL13', 'the front end trusts it without configuration; no client ever meets it');
const BACK_END_2013 = yes(
  'SSL13; JPX:Considerations-When-the-Self-Signed-Certificate-on-an-Exchange-2013-Mailbox-Server-Expires',
  'no client ever meets it; once it expires probes fail, and a renewed one must be put into the trusted roots of the computer by hand',
);
const NO_BACK_END = no('SSL13', 'a back end of its own begins with 2013');
const TRANSPORT = yes(
  'HC:docs/Diagnostics/HealthChecker/InternalTransportCertificateCheck.md',
  'normally kept; never replaced in silence',
);
const CLIENT_FACING = no('SEED, Self-Signed Certificates', 'clients meet it');
const OAUTH_BEFORE_2013 = unknown('no source that was read states it before 2013');
const OAUTH = yes('CERT16', '"Microsoft Exchange Server Auth Certificate": made by setup, no client meets it');

/** Whether the self-signed certificate of setup belongs in a role and is to stay there. */
export function keepsSetupCertificate(release: ExchangeRelease, role: CertificateRole): BooleanFact {
  const from2013 = isAtLeast(release, { product: ExchangeProduct.EXCHANGE_2013 }) === true;
  switch (role) {
    case CertificateRole.BACK_END:
      if (release.product === ExchangeProduct.EXCHANGE_2013) return BACK_END_2013;
      return from2013 ? BACK_END : NO_BACK_END;
    case CertificateRole.TRANSPORT_DEFAULT:
      return TRANSPORT;
    case CertificateRole.OAUTH:
      return from2013 ? OAUTH : OAUTH_BEFORE_2013;
    default:
      return CLIENT_FACING;
  }
}
