import { join } from 'node:path';
import { runCommand, type ClientOutcome } from '../../support';
import type { RealityClient } from '../client';
import type { ServedCase } from '../servers';

const SOURCE = join(__dirname, '..', 'programs', 'RealityClient.java');

function outcomeOf(one: ServedCase, line: string): ClientOutcome {
  const [word, detail] = line.split('\t');
  if (word === 'no' && !/SSL|certif|Certif|Extension/.test(detail))
    throw new Error(`${one.name}: no verdict: ${detail}`);
  return { outcome: word === 'yes' ? 'accepted' : 'refused', detail };
}

/** A Java program with JSSE as it is, names checked as for HTTPS. */
export const javaClient: RealityClient = {
  platform: 'linux-java',
  commands: ['javac', 'java'],
  async version() {
    return (await runCommand('java', ['-version'])).stderr.split('\n')[1]?.trim() ?? 'java';
  },
  async tryAll(cases) {
    const lines = cases.map(({ port, host, storePem }) =>
      [port, host, Buffer.from(storePem).toString('base64')].join('\t'),
    );
    const input = `${lines.join('\n')}\n`;
    const { status, stdout, stderr } = await runCommand('java', [SOURCE], { input, timeoutMs: 300_000 });
    const answers = stdout.trim().split('\n');
    if (status !== 0 || answers.length !== cases.length) throw new Error(`the Java program ended early: ${stderr}`);
    return new Map(cases.map((one, i) => [one.id, outcomeOf(one, answers[i])]));
  },
};
