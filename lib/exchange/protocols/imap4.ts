import { CertificateRole, ClientProtocol } from '../../model';
import { mailDownload } from './mail-download';

/** IMAP4. Source of the ports: PORTS16, IMAP16. */
export const IMAP4 = mailDownload({
  protocol: ClientProtocol.IMAP4,
  label: 'IMAP4',
  role: CertificateRole.IMAP,
  clearPort: 143,
  tlsPort: 993,
  cmdlet: 'PS:Set-ImapSettings',
});
