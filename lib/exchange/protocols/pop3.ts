import { CertificateRole, ClientProtocol } from '../../model';
import { mailDownload } from './mail-download';

/** POP3. Source of the ports: PORTS16, POP16. */
export const POP3 = mailDownload({
  protocol: ClientProtocol.POP3,
  label: 'POP3',
  role: CertificateRole.POP,
  clearPort: 110,
  tlsPort: 995,
  cmdlet: 'PS:Set-PopSettings',
});
