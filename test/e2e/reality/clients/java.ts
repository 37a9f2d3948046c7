import { join } from 'node:path';
import { runCommand } from '../../support';
import { accepted, answerOf, BINDING_HEADER, refused, requestOf, type Attempt, type AttemptOutcome } from '../attempt';
import type { RealityClient } from '../client';

const SOURCE = join(__dirname, '..', 'programs', 'RealityClient.java');

function requestLine(one: Attempt): string {
  const base64 = (text: string | Buffer = ''): string => Buffer.from(text).toString('base64');
  return [
    one.port,
    one.host,
    base64(one.storePem),
    base64(one.certificate?.pem),
    base64(one.certificate?.key.export({ type: 'pkcs8', format: 'der' })),
    `${one.withoutSni ? 'sni ' : ''}${one.withoutTls13 ? 'tls13' : ''}`,
    base64(one.until === 'answer' ? requestOf(one) : ''),
    one.bindsChannel ? BINDING_HEADER : '',
  ].join('\t');
}

function outcomeOf(one: Attempt, line: string): AttemptOutcome {
  const [word, detail, text] = line.split('\t');
  if (word === 'yes')
    return one.until === 'answer' ? answerOf(Buffer.from(text, 'base64').toString('latin1')) : accepted(detail);
  if (!/SSL|certif|Certif|Extension/.test(detail)) throw new Error(`${one.name}: no verdict: ${detail}`);
  return refused(detail);
}

/** A Java program with JSSE as it is, names checked as for HTTPS. */
export const javaClient: RealityClient = {
  platform: 'linux-java',
  commands: ['javac', 'java'],
  abilities: ['withoutSni', 'withoutTls13', 'certificate', 'bindsChannel'],
  async version() {
    return (await runCommand('java', ['-version'])).stderr.split('\n')[1]?.trim() ?? 'java';
  },
  async tryAll(attempts) {
    const input = `${attempts.map(requestLine).join('\n')}\n`;
    const { status, stdout, stderr } = await runCommand('java', [SOURCE], { input, timeoutMs: 300_000 });
    const answers = stdout.split('\n').slice(0, -1);
    if (status !== 0 || answers.length !== attempts.length) throw new Error(`the Java program ended early: ${stderr}`);
    return new Map(attempts.map((one, i) => [one.id, outcomeOf(one, answers[i])]));
  },
};
