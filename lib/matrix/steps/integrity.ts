import { OutcomeKind } from '../../policy';
import { adverse, Step } from '../situation';

/** Faults that reading the certificate's bytes and path found: tampered, incomplete, broken. */
export const integrityStep: Step = ({ certificate }) => {
  const fault = certificate?.certificate.faults[0];
  if (!fault) return undefined;
  return adverse(
    OutcomeKind.FAILS,
    fault.code,
    fault.message,
    fault.section ?? 'SEED, Overview of Digital Certificates',
    fault.fix,
  );
};
