import { KeyCustody, RootState } from '../../../lib/model';
import { exceptionEndsWithRenewal } from '../../../lib/rules/trust/exception-ends-with-renewal';
import { RuleTester } from '../../../lib/testing';
import { on, P, selfSigned, serving, withWeb } from '../../support/rule-estates';

const kept = (certificate = 'web', keyId?: string) =>
  on('android', {
    application: 'k-9-mail',
    roots: [{ certificate, state: RootState.EXCEPTION_KEPT, ...(keyId === undefined ? {} : { keyId }) }],
  });
const estate = (custody: KeyCustody, ...populations: ReturnType<typeof kept>[]) =>
  withWeb(selfSigned({ custody }), { servers: serving(P.IMAP4), populations });

RuleTester.run(exceptionEndsWithRenewal, {
  compliant: [{ name: 'no server of these clients presents it', estate: estate(KeyCustody.SERVER, kept('another')) }],
  nonCompliant: [
    {
      name: 'a program that keeps one certificate',
      estate: estate(KeyCustody.SERVER, kept()),
      messages: ['with a new key they are asked again'],
    },
    {
      name: 'a key that Terraform keeps',
      estate: estate(KeyCustody.TERRAFORM, kept()),
      messages: ['remember the certificate itself'],
    },
    {
      name: 'with the key of what was accepted',
      estate: estate(KeyCustody.SERVER, kept('web', 'AB'.repeat(32))),
    },
  ],
  notApplicable: [{ name: 'no exception', estate: estate(KeyCustody.SERVER, on('android')) }],
});
