import { protocolFacts } from '../../exchange';
import { PublishingMode } from '../../model';
import {
  BindingView,
  defineRule,
  Level,
  PublishingPointView,
  reasonsOf,
  SubjectKind,
  Way,
  waysFromAnywhere,
} from '../../policy';
import { listed } from '../words';
import { areSameBytes, checksTokens, signsInBound } from './channel-binding';

export const bridgeCertificateDiffers = defineRule({
  id: 'bridge-certificate-differs',
  ref: 'ECA1002',
  title: 'A publishing point presents another certificate than servers that bind sign-in to theirs',
  level: Level.WARNING,
  source: 'EPDOC; RFC5929, 4',
  section: 'SSL bridging: the same certificate on both; tls-server-end-point',
  rationale:
    'Extended Protection lets Windows authentication in only where client and server have seen the same certificate. No declared clients sign in by it here; the first that does is asked for its password again and again.',
  remediation:
    'give the publishing point and the servers one certificate (SharedCertificate), or pass TLS through; where nobody signs in by NTLM or Kerberos, declare the authentication of the protocol',
  subject: SubjectKind.PUBLISHING_POINT,
  applies: ({ point, bindings }) => point.mode === PublishingMode.BRIDGING && bindings.length > 0,
  check: (view, report) => {
    const judged = view.bindings.map((binding) => ({ binding, differs: differsAt(view, binding) }));
    const differing = judged.filter(({ differs }) => differs === true).map(({ binding }) => binding);
    if (differing.length > 0)
      report.finding({
        message: `${view.point.name} presents another certificate than ${serversOf(differing)}, where Extended Protection binds ${protocolsOf(differing)}`,
        bindings: differing.map(({ id }) => id),
      });
    const open = judged.filter(({ differs }) => differs === undefined).map(({ binding }) => binding);
    if (open.length > 0)
      report.unknown(
        `whether ${view.point.name} presents the certificate of ${serversOf(open)}, and whether these check it, is not known`,
      );
  },
});

/** Whether clients that come through the point cannot sign in bound to its certificate. Undefined: not known. */
function differsAt(view: PublishingPointView, binding: BindingView): boolean | undefined {
  const checks = checksTokens(binding);
  if (checks === false || !signsInBound(binding) || isReported(binding)) return false;
  const ways = waysFromAnywhere(binding).filter((way) => isBridged(view, way));
  const same = ways.map(({ hops }) => areSameBytes(hops[0].certificate, hops.at(-1)?.certificate));
  if (same.every((one) => one === true)) return false;
  return checks === true && same.includes(false) ? true : undefined;
}

/** Whether a way begins at the point, goes on over TLS, and nobody on it signs in for the clients. */
function isBridged(view: PublishingPointView, { hops }: Way): boolean {
  return (
    hops.length > 1 &&
    hops[0].point === view &&
    hops.at(-1)?.clear === false &&
    !hops.some(({ point }) => point?.point.delegatesKerberos === true)
  );
}

/** Whether declared clients come this way, so that their findings speak of it. */
function isReported(binding: BindingView): boolean {
  return binding.cells.some(({ outcome }) => reasonsOf(outcome).some(({ code }) => code.startsWith('channel-binding')));
}

function serversOf(bindings: readonly BindingView[]): string {
  return listed([...new Set(bindings.map(({ server }) => server.server.name))]);
}

function protocolsOf(bindings: readonly BindingView[]): string {
  return listed([...new Set(bindings.map(({ binding }) => protocolFacts(binding.protocol).label))]);
}
