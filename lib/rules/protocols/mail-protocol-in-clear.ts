import { protocolFacts } from '../../exchange';
import { ClientProtocol, Encryption } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const mailProtocolInClear = defineRule({
  id: 'mail-protocol-in-clear',
  ref: 'ECA701',
  title: 'POP3 or IMAP4 is served without SSL',
  level: Level.WARNING,
  source: 'SEED',
  section: 'Understanding SSL for Client Access Servers',
  rationale:
    'POP3 and IMAP4 are not configured for SSL by default in Exchange 2007: passwords and mail travel in clear text until someone configures it.',
  remediation: 'say how it is protected: encryption: Encryption.TLS (995, 993) or Encryption.STARTTLS (110, 143)',
  protocols: [ClientProtocol.POP3, ClientProtocol.IMAP4],
  subject: SubjectKind.BINDING,
  applies: () => true,
  check: (binding, report) => {
    const clear = binding.binding.listeners.filter((listener) => listener.encryption === Encryption.NONE);
    if (clear.length === 0) return;
    const { label } = protocolFacts(binding.binding.protocol);
    report.finding({
      message: `${label} on ${binding.server.server.name} listens on port ${clear.map((listener) => listener.port).join(', ')} without SSL`,
    });
  },
});
