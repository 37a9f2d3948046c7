import { Step } from '../situation';
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
