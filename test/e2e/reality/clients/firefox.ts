import { spawn } from 'node:child_process';
import { findCommand, freePorts, runCommand, TemporaryFolder } from '../../support';
import { accepted, answerOf, refused, type Attempt, type AttemptOutcome } from '../attempt';
import type { RealityClient } from '../client';
import { Marionette } from './marionette';
import { makeNssDatabase } from './nss-database';

const BATCH = 50;

/** Nothing but what the cases need: every name is this machine, nobody is asked over the network. */
const preferences = (port: number): string =>
  Object.entries({
    'marionette.port': port,
    'network.dns.forceResolve': '127.0.0.1',
    'network.proxy.type': 0,
    'security.OCSP.enabled': 0,
    'app.update.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.telemetry.enabled': false,
    'browser.safebrowsing.malware.enabled': false,
    'services.settings.server': 'data:,',
    'browser.shell.checkDefaultBrowser': false,
  })
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`)
    .join('\n');

/** Runs in Firefox: asks for each address and reports what became of it; NSS's name of the fault where there is one. */
const SCRIPT = `
const [addresses, done] = arguments;
const errors = Cc['@mozilla.org/nss_errors_service;1'].getService(Ci.nsINSSErrorsService);
const ask = (address) => new Promise((resolve) => {
  const request = new XMLHttpRequest({ mozAnon: true });
  request.open('GET', address);
  request.onload = () => resolve(String(request.status));
  request.onerror = () => {
    const { status } = request.channel;
    const security = request.channel.securityInfo;
    const name = security && security.errorCodeString;
    let words = '';
    try { words = errors.getErrorMessage(status); } catch (error) { words = '0x' + (status >>> 0).toString(16); }
    resolve((name || words).trim());
  };
  request.send();
});
Promise.all(addresses.map(ask)).then(done);
`;

async function tryIn(firefox: Marionette, attempts: readonly Attempt[]): Promise<Map<string, AttemptOutcome>> {
  await firefox.send('WebDriver:NewSession', { capabilities: { alwaysMatch: {} } });
  await firefox.send('Marionette:SetContext', { value: 'chrome' });
  await firefox.send('WebDriver:SetTimeouts', { script: 120_000 });
  const outcomes = new Map<string, AttemptOutcome>();
  for (let i = 0; i < attempts.length; i += BATCH) {
    const batch = attempts.slice(i, i + BATCH);
    const addresses = batch.map((one) => `https://${one.host}:${one.port}/`);
    const answer = await firefox.send('WebDriver:ExecuteAsyncScript', { script: SCRIPT, args: [addresses] });
    const words = (answer as { value: string[] }).value;
    batch.forEach((one, n) => outcomes.set(one.id, outcomeOf(one, words[n])));
  }
  return outcomes;
}

function outcomeOf(one: Attempt, detail: string): AttemptOutcome {
  if (/^\d{3}$/.test(detail)) return one.until === 'answer' ? answerOf(`HTTP/1.1 ${detail}`) : accepted('accepted');
  if (/NS_ERROR_NET_(?:RESET|INTERRUPT|EMPTY_RESPONSE)|CERTIFICATE_REQUIRED_ALERT|0x804b00(?:14|47)/.test(detail))
    return { ...answerOf(''), detail };
  if (/^(SEC|SSL|MOZILLA_PKIX)_ERROR_/.test(detail)) return refused(detail);
  throw new Error(`${one.name}: Firefox gave no verdict: ${detail}`);
}

async function tryAll(attempts: readonly Attempt[]): Promise<Map<string, AttemptOutcome>> {
  const home = new TemporaryFolder('reality-firefox');
  const [port] = await freePorts(1);
  const profile = await makeNssDatabase(home, 'profile', attempts);
  home.write('profile/user.js', preferences(port));
  const args = ['--headless', '--no-remote', '--profile', profile, '--marionette', '--remote-allow-system-access'];
  const env = { ...process.env, HOME: home.path, MOZ_CRASHREPORTER_DISABLE: '1' };
  const child = spawn(findCommand('firefox-esr')!, args, { env, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const firefox = await Marionette.open(port, 60_000);
    try {
      return await tryIn(firefox, attempts);
    } finally {
      firefox.close();
    }
  } finally {
    child.kill('SIGTERM');
    await ended;
    home.remove();
  }
}

/** Firefox, whose roots are those of its own profile. */
export const firefoxClient: RealityClient = {
  platform: 'linux-firefox',
  commands: ['firefox-esr', 'certutil'],
  abilities: [],
  async version() {
    return (await runCommand('firefox-esr', ['--version'])).stdout.trim();
  },
  tryAll,
};
