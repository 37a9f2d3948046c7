import fc from 'fast-check';
import { Call, Chain, Literal, member, objectOf, Reference, texts } from '../../lib/project/code';
import { commentText, ConstantNames, literalText, sourceText } from '../../lib/project/source-text';

/** Texts of every kind, with what matters to TypeScript and Terraform among them. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom("'", '"', '`', '\\', '${', '%{', '}', '\n', '\r', '\u2028', '\u2029', '*/', '//', '\u202e', 'a'),
    )
    .map((parts) => parts.join('')),
);

test('a literal is the text, whatever it holds, on one line and without the start of an expression', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const source = literalText(text);
      expect(new Function(`return ${source};`)()).toBe(text);
      expect(source).not.toMatch(/[\n\r\u2028\u2029\u202e]|[$%]\{/);
    }),
  );
});

test('a comment stays on its line', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(commentText(text)).not.toMatch(/[\n\r\u2028\u2029]/);
    }),
  );
});

test('names of constants are identifiers, and no two are alike', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 20 }), (all) => {
      const names = new ConstantNames();
      const taken = all.map((text) => names.take(text, 'server'));
      expect(new Set(taken).size).toBe(taken.length);
      for (const name of taken) expect(new Function(`const ${name} = 1; return ${name};`)()).toBe(1);
    }),
  );
});

test.each([
  ['CAS01.corp.contoso.com', 'cas01'],
  ['mail-01', 'mail01'],
  ['exchange server', 'exchangeServer'],
  ['2019', 'server2019'],
  ['default', 'serverDefault'],
  ['', 'server'],
])('%j becomes the constant %s', (text, name) => {
  expect(new ConstantNames().take(text, 'server')).toBe(name);
});

const server = new Call(
  new Reference('ClientAccessServer', 'ClientAccessServer'),
  [
    new Reference('mail'),
    new Literal('cas01'),
    objectOf({ version: member('ExchangeVersion', 'EXCHANGE_2016'), mailDomains: texts(['a.com']) }),
  ],
  true,
);

test('a program reads as a person would write it', () => {
  const text = sourceText(
    ['Client Access of contoso.'],
    [
      [{ constant: 'app', value: new Call(new Reference('App', 'App'), [], true) }],
      [
        {
          comments: ['first\nline'],
          constant: 'cas01',
          value: new Chain(server, [
            { name: 'addPop3', args: [] },
            { name: 'addImap4', args: [], comments: ['why'] },
          ]),
        },
      ],
      [
        {
          names: ['name', 'count'],
          entries: [
            [new Literal('a'), new Literal(1)],
            [new Literal('b'), new Literal(2)],
          ],
          body: [
            {
              value: new Call(
                new Reference('MailDomain', 'MailDomain'),
                [new Reference('mail'), new Reference('name')],
                true,
              ),
            },
          ],
          collects: { name: 'domains', type: 'MailDomain' },
        },
      ],
    ],
  );
  expect(text).toBe(`// Client Access of contoso.
import { App } from 'cdktf';
import {
  ClientAccessServer,
  ExchangeVersion,
  MailDomain,
} from 'cdktf-exchange-client-access';

const app = new App();

// first line
const cas01 = new ClientAccessServer(mail, 'cas01', {
  version: ExchangeVersion.EXCHANGE_2016,
  mailDomains: ['a.com'],
})
  .addPop3()
  // why
  .addImap4();

const domains: MailDomain[] = [];
for (const [name, count] of [
  ['a', 1],
  ['b', 2],
] as const) {
  domains.push(new MailDomain(mail, name));
}

app.synth();
`);
});
