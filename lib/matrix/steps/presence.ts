import { CertificateState } from '../../model';
import { fails, unknown } from '../reasons';
import type { LegStep } from './step';

/** Whether there is a certificate to present at all. */
export const presenceStep: LegStep = (_, { certificate, name, to, unmatched }) => {
  if (!certificate) {
    if (unmatched)
      return fails({
        code: 'certificate-not-found',
        message: `the server looks for a certificate with the name ${unmatched.name?.value ?? unmatched.name?.expression ?? 'that is set'}, and none of its certificates has it: it offers no TLS here`,
        source: unmatched.source,
        fix: 'give the service a name that its certificate has, or add the name to the certificate',
      });
    return to === 'server'
      ? fails({
          code: 'no-certificate',
          message: 'the binding encrypts and has no certificate',
          source: 'SEED, Understanding SSL',
          fix: 'give the role a certificate',
        })
      : unknown({
          code: 'publishing-certificate-unknown',
          message: `${name} ends TLS for these clients, and its certificate is not declared`,
          source: 'MODEL, publishing point',
          fix: 'declare the certificate of the publishing point',
        });
  }
  if (certificate.state !== CertificateState.ORDERED) return undefined;
  return unknown({
    code: 'certificate-ordered',
    message: 'the certificate is ordered and not there yet: what clients will say of it is judged when it is',
    source: 'MODEL, unknown is never a pass',
    fix: 'install the certificate when the vendor delivers it, and synthesize again',
  });
};
