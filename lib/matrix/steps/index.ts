import { Situation, Step } from '../situation';
import { clientCertificateStep } from './client-certificate';
import { hashStep } from './hash';
import { integrityStep } from './integrity';
import { keyStep } from './key';
import { namesStep } from './names';
import { platformLimitsStep } from './platform-limits';
import { presenceStep } from './presence';
import { protocolStep } from './protocol';
import { publishingStep } from './publishing';
import { selfSignedStep } from './self-signed';
import { trustStep } from './trust';
import { usageStep } from './usage';
import { validityStep } from './validity';

/** In the order in which a person would look; of equally grave outcomes the first is told. */
export const STEPS: Step[] = [
  protocolStep,
  presenceStep,
  selfSignedStep,
  integrityStep,
  validityStep,
  trustStep,
  namesStep,
  usageStep,
  keyStep,
  hashStep,
  platformLimitsStep,
  publishingStep,
  clientCertificateStep,
];

/** What is left to look at where the client takes a self-signed certificate that it was given at its word. */
const NAMES_ALONE: Step[] = [
  protocolStep,
  presenceStep,
  selfSignedStep,
  trustStep,
  namesStep,
  publishingStep,
  clientCertificateStep,
];

/** The steps that count in a situation. */
export function stepsFor({ certificate, platform }: Situation): Step[] {
  const selfSigned = certificate?.certificate.facts.selfSigned === true;
  return selfSigned && platform?.checks?.selfSigned.trust === 'names-only' ? NAMES_ALONE : STEPS;
}
