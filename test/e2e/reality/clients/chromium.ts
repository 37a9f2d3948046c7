import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { findCommand, runCommand, TemporaryFolder } from '../../support';
import { accepted, answerOf, refused, type Attempt, type AttemptOutcome } from '../attempt';
import type { RealityClient } from '../client';
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

async function tryIn(page: Page, attempts: readonly Attempt[]): Promise<Map<string, AttemptOutcome>> {
  const failures = new Map<string, string>();
  const statuses = new Map<string, number>();
  page.on('requestfailed', (request) => failures.set(request.url(), request.failure()?.errorText ?? ''));
  page.on('response', (response) => statuses.set(response.url(), response.status()));
  const outcomes = new Map<string, AttemptOutcome>();
  for (let i = 0; i < attempts.length; i += BATCH) {
    const batch = attempts.slice(i, i + BATCH);
    const answered = await page.evaluate(ASK, batch.map(addressOf));
    batch.forEach((one, n) => {
      const address = addressOf(one);
      outcomes.set(one.id, outcomeOf(one, answered[n], statuses.get(address), failures.get(address)));
    });
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

function addressOf(one: Attempt): string {
  return `https://${one.host}:${one.port}/`;
}

function outcomeOf(
  one: Attempt,
  answered: boolean,
  status: number | undefined,
  failure: string | undefined,
): AttemptOutcome {
  if (answered) return one.until === 'answer' ? answerOf(`HTTP/1.1 ${status}`) : accepted('accepted');
  // What breaks off after the handshake, or without a certificate of the client, has seen that of the server and taken it.
  if (
    /ERR_(?:EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|CONNECTION_RESET|BAD_SSL_CLIENT_AUTH_CERT|SSL_CLIENT_AUTH_[A-Z_]+|CONNECTION_CLOSED)/.test(
      failure ?? '',
    )
  )
    return { ...answerOf(''), detail: failure as string };
  const refusal = /ERR_(?:CERT_[A-Z_]+|SSL_[A-Z_]+)/.exec(failure ?? '')?.[0];
  if (refusal === undefined) throw new Error(`${one.name}: Chromium gave no verdict: ${failure}`);
  return refused(refusal);
}

async function tryAll(attempts: readonly Attempt[]): Promise<Map<string, AttemptOutcome>> {
  const home = new TemporaryFolder('reality-chromium');
  try {
    await makeNssDatabase(home, '.pki/nssdb', attempts);
    const start = await startPage();
    const browser = await launch(home);
    try {
      const page = await browser.newPage();
      await page.goto(start.address);
      return await tryIn(page, attempts);
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
  abilities: [],
  async version() {
    return (await runCommand('chromium', ['--version'])).stdout.trim();
  },
  tryAll,
};
