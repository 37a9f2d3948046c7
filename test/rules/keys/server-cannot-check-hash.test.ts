import { ExchangeProduct } from '../../../lib/model';
import { serverCannotCheckHash } from '../../../lib/rules/keys/server-cannot-check-hash';
import { RuleTester } from '../../../lib/testing';
import { server, withWeb } from '../../support/rule-estates';

const on = (windowsServer: string, signatureHash: string, product = ExchangeProduct.EXCHANGE_2007) =>
  withWeb({ facts: { signatureHash } }, { servers: [server(product, { servicePack: 1 }, { windowsServer })] });

RuleTester.run(serverCannotCheckHash, {
  compliant: [{ name: 'SHA-1', estate: on('2003', 'sha1') }],
  nonCompliant: [
    { name: 'SHA-256', estate: on('2003 R2', 'sha256'), messages: ['cas01 runs on Windows Server 2003 R2'] },
    { name: 'SHA-512', estate: on('2003', 'sha512'), messages: ['the certificate mail.contoso.com'] },
  ],
  notApplicable: [{ name: 'Windows Server 2008', estate: on('2008', 'sha256') }],
});
