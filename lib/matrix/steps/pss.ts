import { ClientFact } from '../../model';
import { fails, unknown } from '../reasons';
import { factOf } from '../connection/party';
import type { LegStep } from './step';

/** Whether the client can check signatures of the form RSASSA-PSS below the root. */
export const pssStep: LegStep = (_, { by, certificate }) => {
  if (!certificate) return undefined;
  const signer = [certificate.facts, ...certificate.issuers].find(({ rsaPss }) => rsaPss === true);
  // A client that was given the certificate itself does not look at the signature that it made of itself.
  const isForgiven =
    certificate.facts.selfSigned === true && by.platform?.checks?.selfSigned.ownHashForgiven === 'always';
  if (!signer || isForgiven) return undefined;
  const { value, source, note } = factOf(by, ClientFact.RSA_PSS);
  if (value === true) return undefined;
  const fix =
    'have the CA sign with PKCS #1 v1.5 (AD CS: certutil -setreg CA\\csp\\AlternateSignatureAlgorithm 0), renew its certificates and this one';
  return value === false
    ? fails({
        code: 'pss-refused',
        message: `${by.label} refuses signatures of the form RSASSA-PSS${note === undefined ? '' : `: ${note}`}`,
        source,
        fix,
      })
    : unknown({
        code: 'pss-unknown',
        message: `whether ${by.label} can check signatures of the form RSASSA-PSS is not known${note === undefined ? '' : `: ${note}`}`,
        source,
        fix,
      });
};
