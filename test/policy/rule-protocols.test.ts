import { ClientProtocol } from '../../lib/model';
import { defineRule, Level, SubjectKind } from '../../lib/policy';
import { RuleTester, TestEstate } from '../../lib/testing';

const seen: string[] = [];
const rule = defineRule({
  id: 'mail-is-served',
  ref: 'TEST1',
  title: 'Mail is served',
  level: Level.NOTE,
  source: 'test',
  section: 'test',
  rationale: 'test',
  remediation: 'test',
  protocols: [ClientProtocol.POP3, ClientProtocol.IMAP4],
  subject: SubjectKind.BINDING,
  applies: ({ binding }) => seen.push(binding.protocol) > 0,
  check: (_, report) => report.finding({ message: 'served' }),
});

it('a rule of bindings is shown those of its protocols alone, and the others count as not applicable', () => {
  const protocols = [ClientProtocol.OWA, ClientProtocol.IMAP4, ClientProtocol.POP3, ClientProtocol.EWS];
  const report = RuleTester.judge(
    rule,
    TestEstate.of({ servers: [{ protocols }, { protocols: [ClientProtocol.OWA] }] }),
  );
  expect([...seen].sort()).toEqual([ClientProtocol.IMAP4, ClientProtocol.POP3]);
  expect(report.rules.at(-1)).toMatchObject({ nonCompliant: 2, notApplicable: 3 });
});

it('with protocols that nobody serves it is shown nothing', () => {
  seen.length = 0;
  RuleTester.judge(rule, TestEstate.of());
  expect(seen).toEqual([]);
});
