import { highestTokenChecking, protocolFacts } from '../../exchange';
import { TokenChecking } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

const BY_STRICTNESS = [TokenChecking.NONE, TokenChecking.ALLOW, TokenChecking.REQUIRE];

export const extendedProtectionTooStrict = defineRule({
  id: 'extended-protection-too-strict',
  ref: 'ECA1006',
  title: 'A virtual directory checks channel binding more strictly than Exchange supports',
  level: Level.ERROR,
  source: 'EPDOC',
  section: 'Virtual directories and their values; troubleshooting',
  rationale:
    'Phones, Macs and Autodiscover clients send no channel binding token. Where the directory requires one, they are refused while Outlook for Windows goes on working.',
  remediation: 'set the supported value with Set-*VirtualDirectory -ExtendedProtectionTokenChecking, and state it',
  subject: SubjectKind.BINDING,
  applies: ({ binding }) => binding.tokenChecking !== undefined,
  check: ({ binding, server }, report) => {
    const stated = binding.tokenChecking as TokenChecking;
    const highest = highestTokenChecking(binding.protocol);
    if (BY_STRICTNESS.indexOf(stated) <= BY_STRICTNESS.indexOf(highest)) return;
    report.finding({
      message: `${protocolFacts(binding.protocol).label} on ${server.server.name} checks tokens as "${stated}"; the highest supported value is "${highest}"`,
    });
  },
});
