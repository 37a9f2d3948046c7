import { CertificateRole } from '../../model';
import { fails, unknown } from '../reasons';
import type { LegStep } from './step';

/** Protocols that never work with a self-signed certificate, whoever trusts it: Outlook Anywhere, MAPI over HTTP. */
export const selfSignedStep: LegStep = ({ protocol, route }, { certificate }) => {
  if (certificate?.facts.selfSigned !== true) return undefined;
  const { binding, server } = route.service;
  // The back end of 2013 and later is meant to be self-signed: the front end trusts it without configuration (SSL13).
  if (binding.role === CertificateRole.BACK_END) return undefined;
  const works = protocol.worksWithSelfSigned(server.release);
  if (works.value === true) return undefined;
  if (works.value === undefined)
    return unknown({
      code: 'self-signed-unknown',
      message: works.note ?? `whether ${protocol.label} works with a self-signed certificate is not known`,
      source: works.source,
    });
  return fails({
    code: 'self-signed-refused',
    message: `${protocol.label} does not work with a self-signed certificate, also where the client was given it by hand`,
    source: works.source,
    fix: 'present a certificate from an internal CA that these clients trust, or a purchased one',
  });
};
