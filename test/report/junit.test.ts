import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Level } from '../../lib/policy';
import { formatJunit } from '../../lib/report/junit';
import { NASTY } from '../support/review-estate';
import { reviewReport } from '../support/review-report';

interface Case {
  readonly name: string;
  readonly file?: string;
  readonly line?: string;
  readonly failure?: { readonly message: string };
  readonly skipped?: { readonly message: string };
}
interface Parsed {
  readonly testsuites: {
    readonly tests: string;
    readonly failures: string;
    readonly skipped: string;
    readonly testsuite: { readonly name: string; readonly testcase: Case[] }[];
  };
}

function parse(xml: string): Parsed['testsuites'] {
  const always = ['testsuite', 'testcase'];
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    isArray: (name) => always.includes(name),
  });
  return (parser.parse(xml) as Parsed).testsuites;
}

describe('formatJunit', () => {
  test('a finding fails, what is in order passes, what is not known is skipped', () => {
    const parsed = parse(formatJunit(reviewReport()));
    expect([parsed.tests, parsed.failures, parsed.skipped]).toEqual(['6', '1', '1']);
    const suite = parsed.testsuite.find(({ name }) => name === 'ECA901 outlook-anywhere-self-signed');
    expect(suite?.testcase.map(({ failure }) => failure?.message)).toEqual([
      'contoso-mail/cas0001/outlook-anywhere presents the self-signed certificate contoso-mail/cas0001/certificate',
      undefined,
    ]);
    expect(suite?.testcase[0]).toMatchObject({ file: 'stacks/contoso.ts', line: '10' });
  });

  test('what is below the threshold passes', () => {
    expect(parse(formatJunit(reviewReport(), { failFrom: Level.WARNING })).failures).toBe('2');
    expect(parse(formatJunit(reviewReport(), { failFrom: Level.ERROR })).failures).toBe('1');
  });

  test('an accepted finding is skipped, with its reason', () => {
    const acknowledgements = [
      { rule: 'outlook-anywhere-self-signed', reason: 'replaced in June', expires: '2026-06-30', scope: '' },
    ];
    const parsed = parse(formatJunit(reviewReport({ acknowledgements })));
    expect(parsed.failures).toBe('0');
    expect(JSON.stringify(parsed)).toContain('accepted until 2026-06-30: replaced in June');
  });

  test('names with metacharacters leave it well-formed', () => {
    const xml = formatJunit(reviewReport({ nasty: NASTY }));
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(xml).not.toContain(']]>');
    expect(xml).not.toContain('<script');
    // eslint-disable-next-line no-control-regex
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
  });
});
