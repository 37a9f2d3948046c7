import { CertificateState } from '../../lib/model';
import { formatHtml } from '../../lib/report/html';
import { formatMarkdown } from '../../lib/report/markdown';
import { formatText } from '../../lib/report/text';
import { judgeEstate } from '../../lib/rules';
import { certificateNames } from '../../lib/rules/needed-names';
import { TEST_NOW, TestEstate } from '../../lib/testing';

/** An order that lacks a name, asks for one that nobody certifies, and has one for nothing. */
const ESTATE = TestEstate.of({
  servers: [{ internalHost: 'exchange.corp.local', externalHost: 'outlook.contoso.com' }],
  certificates: {
    web: {
      state: CertificateState.ORDERED,
      facts: {
        commonName: 'mail.contoso.com',
        dnsNames: [{ value: 'mail.contoso.com' }, { value: 'autodiscover.contoso.com' }],
      },
    },
  },
  populations: [{}],
});
const REPORT = judgeEstate(ESTATE, { now: TEST_NOW });
const NAMES = certificateNames(ESTATE, TEST_NOW);
const SOUND = TestEstate.of({ servers: [{ internalHost: 'mail.contoso.com' }] });

it('the text shows what is to be done about the names, and nothing where nothing is', () => {
  const text = formatText(REPORT, { colour: false, names: NAMES, width: 140 });
  const part = text.slice(text.indexOf('Names of certificates'));
  expect(part).toContain('missing: outlook.contoso.com');
  expect(part).toMatch(/no public CA can certify exchange\.corp\.local/);
  expect(part).toMatch(/not used by anything declared: .*mail\.contoso\.com/);
  expect(part).toMatch(/order: +outlook\.contoso\.com/);
  expect(part).not.toMatch(/order:.*exchange\.corp\.local/);
  const sound = judgeEstate(SOUND, { now: TEST_NOW });
  const shown = formatText(sound, { colour: false, names: certificateNames(SOUND, TEST_NOW) });
  expect(shown).toBe(formatText(sound, { colour: false }));
});

it('the comment shows the same as a table', () => {
  const text = formatMarkdown(REPORT, { names: NAMES });
  const part = text.slice(text.indexOf('Names of 1 certificate'));
  expect(part).toMatch(/\| Missing \| No public CA can certify \| Not used \| Names for the order \|/);
  expect(part).toContain('<code>outlook.contoso.com</code>');
  expect(part).toContain('split DNS');
  expect(formatMarkdown(REPORT)).not.toContain('Names for the order');
});

it('the page shows every name with why it is needed', () => {
  const page = formatHtml(REPORT, ESTATE, { names: NAMES });
  const part = page.slice(page.indexOf('<section id="certificate-names"'));
  const section = part.slice(0, part.indexOf('</section>'));
  expect(section).toContain('Outlook Web App on cas01, clients outside');
  expect(section).toContain('does not have it');
  expect(section).toContain('No public CA can certify it');
  expect(section).toContain('Names for the order');
  expect(page).toContain('href="#certificate-names"');
  expect(formatHtml(REPORT, ESTATE)).not.toContain('certificate-names');
});

it('says nothing of certificates that nobody meets, and escapes what it shows', () => {
  const strange = NAMES.map((one) => ({ ...one, title: '<script>alert(1)</script>', superfluous: ['a|b'] }));
  expect(formatHtml(REPORT, ESTATE, { names: strange })).not.toContain('<script>alert');
  expect(formatMarkdown(REPORT, { names: strange })).not.toContain('| a|b |');
  expect(formatText(REPORT, { colour: false, names: [] })).toBe(formatText(REPORT, { colour: false }));
});
