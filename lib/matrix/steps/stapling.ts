import { ClientFact } from '../../model';
import { factOf } from '../connection/party';
import { fails, unknown } from '../reasons';
import type { LegStep } from './step';

/** Whether a certificate that demands a stapled OCSP response (RFC 7633) comes with one. */
export const staplingStep: LegStep = ({ route }, { by, certificate, name, staples: stated, to }) => {
  const staples = to === 'server' ? route.service.binding.stapling : stated;
  if (certificate?.facts.mustStaple !== true || staples === true) return undefined;
  const demands = factOf(by, ClientFact.DEMANDS_STAPLE);
  if (demands.value === false) return undefined;
  const fix = `let ${name} staple OCSP responses and state it (stapling of a publishing point), or use a certificate without the extension TLS Feature`;
  const source = `RFC7633, 4.2.3.1; ${demands.source}`;
  if (demands.value === true && staples === false)
    return fails({
      code: 'staple-missing',
      message: `the certificate demands a stapled OCSP response, which ${name} does not send: ${by.label} refuses it`,
      source,
      fix,
    });
  const missing =
    staples === undefined
      ? `whether ${name} sends the stapled OCSP response that the certificate demands is not known`
      : `the certificate demands a stapled OCSP response, which ${name} does not send, and whether ${by.label} insists on it is not known`;
  return unknown({ code: 'staple-unknown', message: missing, source, fix });
};
