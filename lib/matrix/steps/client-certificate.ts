import { ClientCertificateMode } from '../../model';
import { OutcomeKind } from '../../policy';
import { adverse, Step } from '../situation';

/** Whether the server wants a client certificate that these clients don't have. */
export const clientCertificateStep: Step = ({ binding, population }) => {
  if (binding.binding.clientCertificates !== ClientCertificateMode.REQUIRE || population.clientCertificates)
    return undefined;
  return adverse(
    OutcomeKind.FAILS,
    'client-certificate-wanted',
    'the server requires a client certificate, and these clients have none (0x80072F0C)',
    'WININET, 12044; CBA16',
    'enrol these clients with certificates for client authentication, or do not require them here',
  );
};
