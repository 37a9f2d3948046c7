import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { findCommand, runCommand, TemporaryFolder, type ClientOutcome } from '../../support';
import type { RealityClient } from '../client';
import type { ServedCase } from '../servers';
import { makeNssDatabase } from './nss-database';

const BATCH = 25;

async function launch(home: TemporaryFolder): Promise<BrowserContext> {
  return chromium.launchPersistentContext(`${home.path}/profile`, {
    executablePath: findCommand('chromium'),
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--host-resolver-rules=MAP * 127.0.0.1', '--no-proxy-server', '--disable-background-networking'],
    env: {
      ...(process.env as Record<string, string>),
      HOME: home.path,
      XDG_CONFIG_HOME: `${home.path}/.config`,
      XDG_CACHE_HOME: `${home.path}/.cache`,
    },
  });
}

/** A page to ask from: Chromium asks an address of this machine only from a page of this machine. */
async function startPage(): Promise<{ address: string; stop(): void }> {
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>start</title>'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://localhost:${port}/`, stop: () => server.close() };
}

async function tryIn(page: Page, cases: readonly ServedCase[]): Promise<Map<string, ClientOutcome>> {
  const failures = new Map<string, string>();
  page.on('requestfailed', (request) => failures.set(request.url(), request.failure()?.errorText ?? ''));
  const outcomes = new Map<string, ClientOutcome>();
  for (let i = 0; i < cases.length; i += BATCH) {
    const batch = cases.slice(i, i + BATCH);
    const accepted = await page.evaluate(ASK, batch.map(addressOf));
    batch.forEach((one, n) => outcomes.set(one.id, outcomeOf(one, accepted[n], failures.get(addressOf(one)))));
  }
  return outcomes;
}

/** Runs in the page. */
const ASK = (addresses: string[]): Promise<boolean[]> =>
  Promise.all(
    addresses.map((address) =>
      fetch(address, { mode: 'no-cors' }).then(
        () => true,
        () => false,
      ),
    ),
  );

function addressOf(one: ServedCase): string {
  return `https://${one.host}:${one.port}/`;
}

function outcomeOf(one: ServedCase, accepted: boolean, failure: string | undefined): ClientOutcome {
  if (accepted) return { outcome: 'accepted', detail: 'accepted' };
  const refusal = /ERR_(?:CERT_[A-Z_]+|SSL_[A-Z_]+)/.exec(failure ?? '')?.[0];
  if (refusal === undefined) throw new Error(`${one.name}: Chromium gave no verdict: ${failure}`);
  return { outcome: 'refused', detail: refusal };
}

async function tryAll(cases: readonly ServedCase[]): Promise<Map<string, ClientOutcome>> {
  const home = new TemporaryFolder('reality-chromium');
  try {
    await makeNssDatabase(home, '.pki/nssdb', cases);
    const start = await startPage();
    const browser = await launch(home);
    try {
      const page = await browser.newPage();
      await page.goto(start.address);
      return await tryIn(page, cases);
    } finally {
      await browser.close();
      start.stop();
    }
  } finally {
    home.remove();
  }
}

/** Chromium, which on Linux takes the roots that people add from NSS's database in their home. */
export const chromiumClient: RealityClient = {
  platform: 'linux-chromium',
  commands: ['chromium', 'certutil'],
  async version() {
    return (await runCommand('chromium', ['--version'])).stdout.trim();
  },
  tryAll,
};
