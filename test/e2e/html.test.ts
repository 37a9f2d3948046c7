import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Browser, BrowserContextOptions, chromium, Page } from 'playwright-core';
import { formatHtml } from '../../lib/report/html';
import { intermediatesOf } from '../../lib/cli/intermediates';
import { judgeEstate } from '../../lib/rules';
import {
  ACKNOWLEDGEMENTS,
  comparedFixture,
  fixture,
  fixtureEstate,
  FixtureSettings,
  JUDGED_AT,
} from '../support/html-report';
import { describeWith } from './support/requirements';
import { TemporaryFolder } from './support/temporary-folder';

const AXE = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** How long a page of 1,000 servers may take until it answers, in milliseconds; the machine may be busy with other tests. */
const READY_WITHIN = 2500;

/** An estate, alone or compared with what it was before a change. */
interface Settings extends FixtureSettings {
  readonly compared?: boolean;
}

interface Opened {
  readonly page: Page;
  /** Errors on the console, and scripts that threw. */
  readonly errors: string[];
  /** Everything asked for, the file itself apart. */
  readonly requests: string[];
}

// The limits that count are those within a test; a busy machine takes its time to start a browser.
jest.setTimeout(60_000);

describeWith(['chromium'], 'the HTML report in a real browser', () => {
  const folder = new TemporaryFolder('html');
  const files = new Map<string, string>();
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    folder.remove();
  });

  function fileOf(settings: Settings): string {
    const key = JSON.stringify(settings);
    let file = files.get(key);
    if (file === undefined) {
      const { report, estate, ...context } = settings.compared ? comparedFixture(settings) : fixture(settings);
      const text = formatHtml(report, estate, { title: settings.nasty, ...context });
      file = folder.write(`report-${files.size}.html`, text);
      files.set(key, file);
    }
    return file;
  }

  async function open(settings: Settings, context: BrowserContextOptions = {}): Promise<Opened> {
    const made = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...context });
    const page = await made.newPage();
    const errors: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('dialog', (dialog) => {
      errors.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const url = `file://${fileOf(settings)}`;
    page.on('request', (request) => void (request.url() !== url && requests.push(request.url())));
    await page.goto(url);
    if (context.javaScriptEnabled !== false) await page.waitForSelector('html[data-ready="true"]', { timeout: 20_000 });
    return { page, errors, requests };
  }

  async function using(opened: Promise<Opened>, work: (opened: Opened) => Promise<void>): Promise<void> {
    const { page, errors, requests } = await opened;
    try {
      await work({ page, errors, requests });
      expect(errors).toEqual([]);
      expect(requests).toEqual([]);
    } finally {
      await page.context().close();
    }
  }

  const count = (page: Page): Promise<string | null> => page.locator('#filter-count').textContent();
  const said = (page: Page, text: string): Promise<void> =>
    page.locator('#filter-count', { hasText: text }).waitFor({ timeout: 3000 });
  const focused = (page: Page): Promise<string> => page.evaluate('document.activeElement.textContent.trim()');
  const TWENTY: Settings = { servers: 20, acknowledgements: ACKNOWLEDGEMENTS };
  const CHANGED: Settings = { ...TWENTY, compared: true };

  test('a cell says why, what to do, and which findings say so; Escape gives the focus back', async () => {
    await using(open(TWENTY), async ({ page }) => {
      const cell = page.locator('.protocol-row .cell.fails').first();
      await cell.click();
      const panel = page.getByRole('dialog');
      await panel.waitFor();
      expect(await panel.locator('h2').textContent()).toBe('field-phones on ActiveSync');
      expect(await panel.textContent()).toContain('the operator locked the root store of these phones');
      expect(await panel.textContent()).toContain('buy the certificate from a CA whose root these phones ship with');
      expect(await panel.locator('li').allTextContents()).toEqual([
        'ECA101 A private root never reaches these clients 1',
      ]);
      await page.keyboard.press('Escape');
      expect(await panel.isVisible()).toBe(false);
      expect(await page.evaluate('document.activeElement.className')).toBe('cell fails');
    });
  });

  test.each([1280, 1440])('at %d pixels the drawings are seen whole', async (width) => {
    await using(open(TWENTY, { viewport: { width, height: 900 } }), async ({ page }) => {
      const frame = page.locator('#expiry .scroll').first();
      for (const drawing of [frame, page.locator('#trust .scroll').first()])
        expect(await drawing.evaluate((part) => part.scrollWidth - part.clientWidth)).toBe(0);
      const notes = await page
        .locator('.life .box-about')
        .evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().right)));
      expect(notes).toBeLessThan(await frame.evaluate((part) => part.getBoundingClientRect().right));
    });
  });

  test('the filters stay over the matrix and the findings, and cover nothing that they do not narrow', async () => {
    await using(open(TWENTY, { viewport: { width: 1280, height: 900 } }), async ({ page }) => {
      const filtersAt = (id: string): Promise<{ bottom: number; section: number }> =>
        page.evaluate(`(() => {
          document.getElementById('${id}').scrollIntoView();
          const { bottom } = document.getElementById('filters').getBoundingClientRect();
          return { bottom, section: document.getElementById('${id}').getBoundingClientRect().top };
        })()`);
      for (const id of ['matrix', 'findings']) {
        const { bottom, section } = await filtersAt(id);
        expect(bottom).toBeGreaterThan(46);
        expect(bottom).toBeLessThanOrEqual(section);
      }
      for (const id of ['trust', 'expiry', 'rules']) expect((await filtersAt(id)).bottom).toBeLessThan(46);
    });
  });

  test('a phone shows every entry of the navigation, folds the filters, and fits the table of limits', async () => {
    await using(open(CHANGED, { viewport: { width: 390, height: 800 } }), async ({ page }) => {
      const list = page.locator('.bar-top ul');
      expect(await list.evaluate((part) => part.scrollWidth - part.clientWidth)).toBe(0);
      expect(await list.locator('a').count()).toBe(7);
      const height = (selector: string): Promise<number> =>
        page.locator(selector).evaluate((part) => part.getBoundingClientRect().height);
      expect(await height('#filters')).toBeLessThan(120);
      expect(await height('.limits tbody tr:last-child')).toBeLessThan(60);
      expect(await page.locator('#filter-population').isVisible()).toBe(false);
      await page.locator('#filter-fold > summary').click();
      await page.selectOption('#filter-population', { label: 'field-phones' });
      expect(await count(page)).toMatch(/^Matrix: 20 of 160/);
      await page.locator('#filter-fold > summary').click();
      await page.click('#filter-reset');
      await said(page, '160 bindings on 20 servers');
    });
  });

  test('a level says how many of its findings a filter leaves', async () => {
    await using(open(TWENTY), async ({ page }) => {
      const errors = page.locator('.level.error h3 .count');
      const whole = await errors.textContent();
      await page.selectOption('#filter-rule', { index: 1 });
      expect(await errors.textContent()).toBe(`1 of ${whole}`);
      await page.click('#filter-reset');
      await said(page, '160 bindings on 20 servers');
      expect(await errors.textContent()).toBe(whole);
    });
  });

  test('a finding’s link in the panel opens the rule', async () => {
    await using(open(TWENTY), async ({ page }) => {
      await page.locator('.protocol-row .cell.fails').first().click();
      await page.locator('#detail li a').first().click();
      expect(await page.locator('#rule-2').getAttribute('open')).toBe('');
      expect(page.url()).toMatch(/#rule-2$/);
    });
  });

  test('each filter narrows the matrix and the findings, says how far, and is undone', async () => {
    await using(open(TWENTY), async ({ page }) => {
      expect(await count(page)).toBe('160 bindings on 20 servers in 4 groups of servers alike; 25 findings.');
      await page.selectOption('#filter-population', { label: 'field-phones' });
      expect(await count(page)).toMatch(/^Matrix: 20 of 160 bindings on 20 servers\./);
      expect(await page.locator('#grid thead th').allTextContents()).toHaveLength(2);
      await page.locator('.chip.fails').click();
      expect(await count(page)).toMatch(/^Matrix: 13 of 160 bindings on 13 servers\./);
      await page.fill('#filter-server', 'CAS08');
      await said(page, '1 of 160');
      await page.click('#filter-reset');
      await said(page, '160');
      await page.selectOption('#filter-rule', { index: 1 });
      expect(await count(page)).toBe('Matrix: 1 of 160 bindings on 1 server. Findings: 1 of 25.');
      await page.selectOption('#filter-rule', '');
      await page.selectOption('#filter-protocol', 'IMAP4');
      expect(await count(page)).toMatch(/^Matrix: 20 of 160 bindings on 20 servers\./);
      await page.selectOption('#filter-protocol', '');
      await page.fill('#filter-text', 'locked operator');
      await said(page, 'Matrix: 13 of');
      await page.fill('#filter-text', 'nothing says this');
      await page.locator('#grid-empty').waitFor();
      expect(await page.locator('#findings-empty').isVisible()).toBe(true);
    });
  });

  test('the overview leads to its cells', async () => {
    await using(open(TWENTY), async ({ page }) => {
      await page.getByRole('button', { name: 'Show in the matrix: home-browsers, unknown' }).click();
      await said(page, 'Matrix');
      expect(await page.inputValue('#filter-population')).toBe('3');
      expect(await page.locator('.chip.unknown').getAttribute('aria-pressed')).toBe('true');
      expect(await page.locator('.protocol-row .cell.unknown').count()).toBe(1);
    });
  });

  test('only what changed: rows, columns and findings; what is not of it stands back', async () => {
    await using(open(CHANGED), async ({ page }) => {
      const columns = page.locator('#grid thead th');
      expect(await columns.count()).toBe(13);
      await page.getByRole('button', { name: 'only what changed' }).click();
      expect(await count(page)).toBe('Matrix: 35 of 160 bindings on 19 servers. Findings: 10 of 25.');
      expect(await columns.count()).toBe(10);
      const row = page.locator('.protocol-row', { hasText: 'ActiveSync' }).first();
      expect(await row.locator('.dim .cell.fails:not(:has(.flip))').count()).toBe(2);
      expect(await row.locator('td:not(.dim) .cell.prompts:has(.flip.worse)').count()).toBe(2);
      const findings = page.locator('.rule:not([hidden]) .finding');
      expect(await findings.count()).toBe(10);
      expect(new Set(await findings.locator('[data-slot="fresh"]').allTextContents())).toEqual(new Set(['new']));
      await page.locator('#filter-reset').click();
      await said(page, '160 bindings on 20 servers in 8 groups');
      expect(await page.locator('#filter-changed').getAttribute('aria-pressed')).toBe('false');
    });
  });

  test('a cell that flipped is marked by a shape, and says to eyes and ears what it was', async () => {
    await using(open(CHANGED), async ({ page }) => {
      const cell = page.locator('.protocol-row .cell.fails:has(.flip)').first();
      expect(await cell.textContent()).toBe('fails, was works');
      expect(await cell.getAttribute('title')).toContain('(before this change: works)');
      expect(await cell.locator('.flip use').getAttribute('href')).toBe('#symbol-worse');
      await cell.click();
      expect(await page.locator('#detail .card').textContent()).toMatch(/Before this changeworksWhyOutlook Anywhere/);
      await page.keyboard.press('Escape');
      const summary = page.locator('.server-row .cell:has(.flip)').first();
      expect(await summary.textContent()).toBe('fails on 2/4 protocols, 2 were works');
      expect(await page.locator('.unused:has(.flip.other)').first().textContent()).toBe('not used, was works');
      expect(await page.locator('.flip-key').textContent()).toMatch(/worse .* better .* otherwise/);
    });
  });

  test('a line of the change leads to its cells, a rule of it to its findings', async () => {
    await using(open(CHANGED), async ({ page }) => {
      const lead = page.getByRole('button', { name: 'Show in the matrix: mac-users, changed to fails' });
      await lead.focus();
      await page.keyboard.press('Enter');
      await said(page, 'Matrix: 1 of 160');
      expect(await page.inputValue('#filter-server')).toBe('cas08');
      expect(await page.inputValue('#filter-protocol')).toBe('EWS');
      expect(await page.locator('#filter-changed').getAttribute('aria-pressed')).toBe('true');
      expect(await page.evaluate(`document.activeElement.closest('#grid') !== null`)).toBe(true);
      // The filter hides this rule: its findings are about other servers.
      const link = page.locator('#changes').getByRole('link', { name: 'ECA301' }).first();
      await link.click();
      await said(page, '160 bindings on 20 servers');
      const id = (await link.getAttribute('href')) ?? '';
      expect(await page.locator(id).getAttribute('open')).toBe('');
      expect(await page.locator(id).locator('.tag.fresh:visible').first().textContent()).toBe('new');
      const top = await page.locator(id).evaluate((part) => part.getBoundingClientRect().top);
      expect(top).toBeGreaterThan(100);
      expect(top).toBeLessThan(900);
    });
  });

  test('by keyboard alone: skip link, one stop in the grid, arrows, ends, folding, panel', async () => {
    await using(open(TWENTY), async ({ page }) => {
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('Skip to the content');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('main');
      expect(await page.locator('#grid [tabindex="0"]').count()).toBe(1);
      await page.locator('#grid [tabindex="0"]').focus();
      expect(await focused(page)).toContain('cas08');
      await page.keyboard.press('ArrowRight');
      expect(await focused(page)).toBe('fails on 2/4 protocols');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      expect(await focused(page)).toBe('fails');
      expect(await page.locator('#grid [tabindex="0"]').count()).toBe(1);
      await page.keyboard.press('Enter');
      expect(await page.locator('#detail-title').textContent()).toBe('office-outlook on Outlook Anywhere');
      await page.keyboard.press('Escape');
      expect(await focused(page)).toBe('fails');
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowRight');
      expect(await focused(page)).toBe('not used');
      await page.keyboard.press('Home');
      expect(await focused(page)).toContain('Outlook Anywhere');
      await page.keyboard.press('Control+End');
      await page.keyboard.press('Control+Home');
      expect(await focused(page)).toContain('cas08');
      const rows = await page.locator('#grid tbody tr').count();
      await page.keyboard.press('Enter');
      expect(await page.locator('#grid tbody tr').count()).toBe(rows - 8);
      expect(await page.locator('#grid [aria-expanded]').first().getAttribute('aria-expanded')).toBe('false');
    });
  });

  test.each([false, true])(
    'what has the focus is never hidden below the headings that stay',
    async (compared) => {
      await using(open({ servers: 1000, allDifferent: true, compared }), async ({ page }) => {
        const hidden = (): Promise<boolean> =>
          page.evaluate(`(() => {
          const { left, top, width, height } = document.activeElement.getBoundingClientRect();
          const seen = document.elementFromPoint(left + width / 2, top + height / 2);
          return !document.activeElement.contains(seen);
        })()`);
        await page.locator('#grid [tabindex="0"]').focus();
        for (const [key, times] of [
          ['ArrowDown', 25],
          ['ArrowRight', 12],
          ['ArrowUp', 20],
          ['ArrowLeft', 11],
        ] as const) {
          for (let step = 0; step < times; step++) {
            await page.keyboard.press(key);
            expect(`${key} ${step}: ${(await hidden()) ? 'hidden' : 'seen'}`).toBe(`${key} ${step}: seen`);
          }
        }
      });
    },
    30_000,
  );

  test('more findings come when asked for', async () => {
    await using(open({ servers: 1000 }), async ({ page }) => {
      const rule = page.locator('.rule', { hasText: 'ECA401' });
      await rule.locator('summary').click();
      expect(await rule.locator('.finding').count()).toBe(10);
      await rule.getByRole('button', { name: /^Show 100/ }).click();
      expect(await rule.locator('.finding').count()).toBe(110);
      expect(await rule.locator('.rest').textContent()).toMatch(/^544 more\. Show 100/);
    });
  });

  test('nothing can be folded: rows are made as they are looked at, and count for those who hear them', async () => {
    await using(open({ servers: 1000, allDifferent: true }), async ({ page }) => {
      expect(await page.locator('#grid tbody').count()).toBe(30);
      expect(Number(await page.locator('#grid').getAttribute('aria-rowcount'))).toBeGreaterThan(1000);
      await page.evaluate(`document.getElementById('grid').parentElement.scrollTop = 1e6`);
      await page.locator('#grid tbody').nth(59).waitFor();
      await page.locator('#grid-more').click();
      expect(await page.locator('#grid tbody').count()).toBeGreaterThanOrEqual(90);
      const drawn = await page.locator('#grid tbody').count();
      await page.locator('#grid [tabindex="0"]').focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.press('ArrowDown');
      expect(await page.locator('#grid tbody').count()).toBeGreaterThan(drawn);
    });
  });

  test.each([
    ['1,000 servers, folded', { servers: 1000 }],
    ['1,000 servers, none like another', { servers: 1000, allDifferent: true }],
    ['1,000 servers against a base, folded', { servers: 1000, compared: true }],
    ['1,000 servers against a base, a reason each', { servers: 1000, compared: true, ownReasons: true }],
    ['1,000 servers against a base, none like another', { servers: 1000, compared: true, allDifferent: true }],
  ] as [string, Settings][])('%s: the page answers soon, and so does a filter', async (name, settings) => {
    await using(open(settings), async ({ page }) => {
      const ready = await page.evaluate<number>(`performance.getEntriesByType('navigation')[0].domInteractive`);
      const filtered = await page.evaluate<number>(`(() => {
        const start = performance.now();
        (document.getElementById('filter-changed') || document.querySelector('.chip.fails')).click();
        document.getElementById('grid').getBoundingClientRect();
        return performance.now() - start;
      })()`);
      const size = statSync(fileOf(settings)).size;
      process.stdout.write(
        `${name}: ${size} bytes, interactive after ${Math.round(ready)} ms, filter ${Math.round(filtered)} ms\n`,
      );
      expect(ready).toBeLessThan(READY_WITHIN);
      expect(filtered).toBeLessThan(READY_WITHIN);
    });
  });

  test.each([
    ['light', 1440, 'a judgement', TWENTY],
    ['dark', 1440, 'a judgement', TWENTY],
    ['light', 390, 'a judgement', TWENTY],
    ['dark', 390, 'a judgement', TWENTY],
    ['light', 1440, 'a comparison', CHANGED],
    ['dark', 1440, 'a comparison', CHANGED],
    ['light', 390, 'a comparison', CHANGED],
    ['dark', 390, 'a comparison', CHANGED],
  ] as const)(
    'axe finds nothing in %s at %d pixels, with everything open, in %s',
    async (colorScheme, width, _name, settings) => {
      await using(open(settings, { colorScheme, viewport: { width, height: 900 } }), async ({ page }) => {
        await page.evaluate(`for (const fold of document.querySelectorAll('details')) fold.open = true`);
        await page.waitForTimeout(100);
        await page.evaluate(AXE);
        const violations = (): Promise<string[]> =>
          page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
          violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + ' ' + node.failureSummary).join(' | ')))`);
        expect(await violations()).toEqual([]);
        if (settings.compared) await page.locator('#filter-changed').click();
        await page.locator('.cell.fails').first().click();
        await page.evaluate(`document.querySelector('.chip.works').setAttribute('aria-pressed', 'true')`);
        expect(await violations()).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      });
    },
    60_000,
  );

  test('axe finds nothing in a judgement by every rule of the package', async () => {
    const estate = fixtureEstate({ servers: 20 });
    const text = formatHtml(judgeEstate(estate, { now: JUDGED_AT }), estate, {
      intermediates: intermediatesOf(estate),
    });
    const page = await browser.newPage();
    try {
      await page.goto(`file://${folder.write('judged.html', text)}`);
      await page.evaluate(AXE);
      expect(await page.evaluate(`axe.run().then(({ violations }) => violations.map(({ id }) => id))`)).toEqual([]);
    } finally {
      await page.close();
    }
  }, 30_000);

  test('the theme follows the system until it is chosen', async () => {
    await using(open(TWENTY, { colorScheme: 'dark' }), async ({ page }) => {
      const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(await ground()).toBe('rgb(20, 23, 26)');
      await page.click('#theme');
      expect(await page.locator('#theme').textContent()).toBe('Theme: light');
      expect(await ground()).toBe('rgb(246, 246, 243)');
      await page.emulateMedia({ colorScheme: 'light' });
      await page.click('#theme');
      expect(await ground()).toBe('rgb(20, 23, 26)');
    });
  });

  test('paper holds the whole report, in light, with every fold open', async () => {
    await using(open(TWENTY, { colorScheme: 'dark' }), async ({ page }) => {
      await page.locator('.cell.fails').first().click();
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      const pages = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
      expect(pages).toBeGreaterThan(2);
      expect(pages).toBeLessThan(20);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.rule', { hasText: 'ECA401' }).locator('.finding').count()).toBe(13);
      expect(await page.locator('#filters').isVisible()).toBe(false);
      expect(await page.locator('#detail').isVisible()).toBe(false);
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    });
  }, 30_000);

  test('paper shows what changed, in shapes and words', async () => {
    await using(open(CHANGED), async ({ page }) => {
      expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('#changes .show:visible').count()).toBe(0);
      expect(await page.locator('#changes article').first().isVisible()).toBe(true);
      expect(await page.locator('#grid .flip').first().isVisible()).toBe(true);
      expect(await page.evaluate(`getComputedStyle(document.querySelector('#grid .flip')).printColorAdjust`)).toBe(
        'exact',
      );
    });
  }, 30_000);

  test('without script it still shows who, why, what to do, findings, chains and lifetimes', async () => {
    await using(open(TWENTY, { javaScriptEnabled: false }), async ({ page }) => {
      expect(await page.locator('#affected').textContent()).toContain('field-phones');
      expect(await page.locator('noscript').textContent()).toContain('the table above shows the same');
      expect(await page.locator('#filters').isVisible()).toBe(false);
      expect(await page.locator('svg.chains').isVisible()).toBe(true);
      expect(await page.locator('svg.timeline').isVisible()).toBe(true);
    });
    await using(open(CHANGED, { javaScriptEnabled: false }), async ({ page }) => {
      expect(await page.locator('#changes').textContent()).toContain('are worse off');
      expect(await page.locator('#changes .show:visible').count()).toBe(0);
    });
  });

  test.each([
    '<img src=x onerror=alert(1)>',
    '</script><script>alert(1)</script>',
    `'"><svg onload=alert(1)>`,
    '<!--<script>',
  ])('a name like %s never runs', async (nasty) => {
    await using(open({ servers: 8, nasty, compared: true }), async ({ page }) => {
      expect(await page.locator('#changes .name').first().textContent()).toContain(nasty);
      await page.locator('#changes .show').first().click();
      await page.locator('.cell.fails').first().click();
      expect(await page.locator('#detail h2').textContent()).toContain(nasty);
    });
    await using(open({ servers: 3, nasty }), async ({ page }) => {
      await page.locator('.cell.fails, .cell.prompts').first().click();
      await page.fill('#filter-text', nasty.slice(0, 6));
      await page.fill('#filter-server', 'cas');
      await page.waitForTimeout(200);
      expect(await page.locator('img, script').count()).toBe(2);
      expect(await page.locator('#grid thead th').nth(1).textContent()).toContain(nasty);
    });
  });

  test('even a script that got into the page would not run', async () => {
    const { report, estate } = fixture({ servers: 1 });
    const text = formatHtml(report, estate).replace(
      '<main',
      '<script>document.title = "owned"</script><img src="https://example.invalid/x.png"><main',
    );
    const file = folder.write('injected.html', text);
    const page = await browser.newPage();
    try {
      await page.goto(`file://${file}`);
      await page.waitForSelector('html[data-ready="true"]');
      expect(await page.title()).toBe('Client access review: refused');
      expect(
        await page.evaluate(
          `(() => { try { document.body.innerHTML = '<b>x</b>'; return 'written'; } catch (error) { return error.name; } })()`,
        ),
      ).toBe('TypeError');
    } finally {
      await page.close();
    }
  });
});
