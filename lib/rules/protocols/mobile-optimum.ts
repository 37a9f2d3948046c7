import { ClientPlatform, platformFacts } from '../../clients';
import { CertificateSourceKind, ClientCertificateMode, ClientProtocol, ExchangeProduct } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

const OPTIMAL = [
  ClientPlatform.WINDOWS_MOBILE_6.id,
  ClientPlatform.WINDOWS_MOBILE_6_1.id,
  ClientPlatform.WINDOWS_MOBILE_6_5.id,
];

export const mobileOptimum = defineRule({
  id: 'mobile-optimum',
  ref: 'ECA703',
  title: 'The optimum for mobile devices is not reached',
  level: Level.NOTE,
  source: 'SEED',
  section: 'Choosing a Certificate Type',
  rationale:
    'The optimal user experience: certificate-based authentication for Exchange ActiveSync, devices with Windows Mobile 6.0, and a certificate from a trusted third-party CA.',
  remediation:
    'require client certificates on ActiveSync (clientCertificates: ClientCertificateMode.REQUIRE), use devices with Windows Mobile 6.0, and buy the certificate',
  products: [ExchangeProduct.EXCHANGE_2007],
  protocols: [ClientProtocol.ACTIVE_SYNC],
  subject: SubjectKind.BINDING,
  applies: (binding) => binding.groupLists.some((groups) => groups.length > 0),
  check: (binding, report) => {
    const missing: string[] = [];
    if (binding.binding.clientCertificates !== ClientCertificateMode.REQUIRE)
      missing.push('certificate-based authentication');
    const others = new Set<string>();
    for (const { population: view } of binding.groupLists.flat()) {
      const { platform } = view.population;
      if (!OPTIMAL.includes(platform)) others.add(platformFacts(platform)?.label ?? platform);
    }
    if (others.size > 0) missing.push(`Windows Mobile 6.0 (${[...others].join(', ')} instead)`);
    if (binding.certificate?.certificate.source !== CertificateSourceKind.PURCHASED)
      missing.push('a certificate from a trusted third-party CA');
    if (missing.length > 0)
      report.finding({ message: `Exchange ActiveSync on ${binding.server.server.name} lacks ${missing.join(', ')}` });
  },
});
