import { extendedProtectionSupport, isExtendedProtectionOn, releaseLabel } from '../../exchange';
import { ExtendedProtection, TokenChecking } from '../../model';
import { defineRule, Level, ServerView, SubjectKind } from '../../policy';

export const extendedProtectionUnsupported = defineRule({
  id: 'extended-protection-unsupported',
  ref: 'ECA1004',
  title: 'Extended Protection is on for a build that does not support it',
  level: Level.ERROR,
  source: 'EPDOC',
  section: 'Supported builds',
  rationale:
    'Below the August 2022 update Extended Protection breaks mailbox access and the management shell, and traffic between servers of different levels.',
  remediation:
    'install the August 2022 update or a later one on 2013 CU23, 2016 CU22, 2019 CU11 or later and state it, or switch Extended Protection off (ExtendedProtection.OFF)',
  subject: SubjectKind.SERVER,
  applies: (server) => statesOn(server),
  check: ({ server }, report) => {
    const support = extendedProtectionSupport(server.release);
    const label = releaseLabel(server.release);
    if (support.value === false)
      report.finding({ message: `${server.name} (${label}) is stated to have Extended Protection: ${support.note}` });
    else if (support.value === undefined)
      report.unknown(`whether ${server.name} (${label}) supports Extended Protection: ${support.note}`);
  },
});

/** Whether it is stated to be on; what setup switches on is supported. */
function statesOn({ server, bindings }: ServerView): boolean {
  const { release, extendedProtection = ExtendedProtection.AS_SETUP } = server;
  if (extendedProtection !== ExtendedProtection.AS_SETUP && isExtendedProtectionOn(release, extendedProtection).value)
    return true;
  return bindings.some(({ binding }) => (binding.tokenChecking ?? TokenChecking.NONE) !== TokenChecking.NONE);
}
