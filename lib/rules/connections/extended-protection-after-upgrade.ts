import { isExtendedProtectionOn } from '../../exchange';
import { ExchangeProduct, PublishingMode } from '../../model';
import { BindingView, defineRule, Level, PublishingPointView, SubjectKind } from '../../policy';
import { listed } from '../words';
import { areSameBytes, signsInBound } from './channel-binding';

const UPGRADED: readonly ExchangeProduct[] = [ExchangeProduct.EXCHANGE_2016, ExchangeProduct.EXCHANGE_2019];

export const extendedProtectionAfterUpgrade = defineRule({
  id: 'extended-protection-after-upgrade',
  ref: 'ECA1007',
  title: 'The next upgrade enables Extended Protection behind a publishing point that cannot take it',
  level: Level.NOTE,
  source: 'EPSETUP; HC:docs/Emerging-Issues.md',
  section: 'Extended Protection enabled by setup',
  // The release of 2019 CU14, the first whose setup does so.
  effectiveFrom: '2024-02-13',
  rationale:
    'Setup of 2019 CU14 and of SE enables Extended Protection by default. Behind a publishing point that offloads, or that presents another certificate, Outlook then stops working.',
  remediation:
    'first give publishing point and servers one certificate (SharedCertificate) or pass TLS through; else run setup with /DoNotEnableEP',
  subject: SubjectKind.PUBLISHING_POINT,
  applies: ({ point, bindings }) => point.mode !== PublishingMode.PASS_THROUGH && bindings.length > 0,
  check: (view, report) => {
    const breaks = view.bindings.filter((binding) => breaksAfterUpgrade(view, binding));
    if (breaks.length === 0) return;
    const servers = listed([...new Set(breaks.map(({ server }) => server.server.name))]);
    report.finding({
      message: `${view.point.name} ${view.point.mode === PublishingMode.OFFLOAD ? 'offloads' : 'presents another certificate'}; setup of 2019 CU14 or SE will switch Extended Protection on at ${servers}`,
      bindings: breaks.map(({ id }) => id),
    });
  },
});

function breaksAfterUpgrade({ point, certificate }: PublishingPointView, binding: BindingView): boolean {
  const { release, extendedProtection } = binding.server.server;
  if (!UPGRADED.includes(release.product) || !signsInBound(binding)) return false;
  if (isExtendedProtectionOn(release, extendedProtection).value !== false) return false;
  return point.mode === PublishingMode.OFFLOAD || areSameBytes(certificate, binding.certificate) !== true;
}
