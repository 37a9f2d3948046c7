import { CertificateState } from '../../../lib/model';
import { nameSuperfluous } from '../../../lib/rules/names/name-superfluous';
import { RuleTester } from '../../../lib/testing';
import { withWeb, serving, P } from '../../support/rule-estates';

RuleTester.run(nameSuperfluous, {
  compliant: [
    {
      name: 'the download domain uses one',
      estate: withWeb(
        { facts: { dnsNames: [{ value: 'mail.contoso.com' }, { value: 'download.contoso.com' }] } },
        { servers: serving({ protocol: P.OWA, downloadHosts: [{ value: 'download.contoso.com' }] }) },
      ),
    },
    { name: 'each name is used', estate: withWeb({ facts: { dnsNames: [{ value: 'mail.contoso.com' }] } }) },
    {
      name: 'a hybrid deployment and a connector use names that no client does',
      estate: withWeb(
        {
          facts: {
            dnsNames: ['contoso.com', 'autodiscover.contoso.com', 'smtp.contoso.com', 'relay.contoso.com'].map(
              (value) => ({ value }),
            ),
          },
        },
        {
          servers: serving({ protocol: P.OWA, externalHosts: [{ value: 'smtp.contoso.com' }] }),
          hybrids: [{ transportHosts: [{ value: 'smtp.contoso.com' }] }],
          connectors: [{ certificate: 'web', fqdn: { value: 'relay.contoso.com' } }],
        },
      ),
    },
    {
      name: 'a name of Terraform may be any of them',
      estate: withWeb({}, { servers: serving({ protocol: P.OWA, externalHosts: [{ expression: '${var.host}' }] }) }),
    },
  ],
  nonCompliant: [
    {
      name: 'a name that nobody uses',
      estate: withWeb({ facts: { dnsNames: [{ value: 'mail.contoso.com' }, { value: 'old.contoso.com' }] } }),
      messages: ['old.contoso.com'],
    },
  ],
  notApplicable: [
    {
      name: 'a certificate that Terraform makes takes its names from the bindings',
      estate: withWeb({ state: CertificateState.DECLARED }),
    },
  ],
});
