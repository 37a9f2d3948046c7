import { releaseLabel } from '../../exchange';
import { ClientPlace, PublishingMode } from '../../model';
import { OutcomeKind } from '../../policy';
import { hostsUsedAt } from '../../policy/hosts';
import { adverse, Step } from '../situation';

/** Whether the server's version has the protocol, and whether clients at this place are meant to reach it. */
export const protocolStep: Step = ({ binding, population, protocol }) => {
  const exists = protocol.exists(binding.server.server.release);
  const label = releaseLabel(binding.server.server.release);
  if (exists.value === false) {
    return adverse(OutcomeKind.FAILS, 'protocol-missing', `${label} has no ${protocol.label}`, exists.source);
  }
  if (exists.value === undefined) {
    return adverse(
      OutcomeKind.UNKNOWN,
      'protocol-unknown',
      `whether ${label} has ${protocol.label} depends on what is not stated: ${exists.note ?? 'its service pack or cumulative update'}`,
      exists.source,
      'state the service pack or cumulative update of the server',
    );
  }
  if (population.place !== ClientPlace.INSIDE && hostsUsedAt(binding.binding, population.place).length === 0) {
    const point = binding.publishingPoint?.point;
    if (point && point.mode !== PublishingMode.PASS_THROUGH && point.hostNames.length > 0) return undefined;
    return adverse(
      OutcomeKind.FAILS,
      'not-published',
      `${protocol.label} is not published outside: the binding has no external host name`,
      'AUTOD16',
      'give the server an externalHostName, or the binding one of its own',
    );
  }
  return undefined;
};
