import { join } from 'node:path';
import { runCommand, TemporaryFolder } from '../../support';
import { accepted, answerOf, BINDING_HEADER, refused, requestOf, type Attempt, type AttemptOutcome } from '../attempt';
import type { RealityClient } from '../client';

const SOURCE = join(__dirname, '..', 'programs', 'go');

async function build(folder: TemporaryFolder): Promise<string> {
  const program = join(folder.path, 'reality');
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' };
  const { status, stderr } = await runCommand('go', ['build', '-o', program, '.'], {
    cwd: SOURCE,
    env,
    timeoutMs: 300_000,
  });
  if (status !== 0) throw new Error(`go build ended with ${status ?? 'its time limit'}: ${stderr}`);
  return program;
}

function requestLine(one: Attempt): string {
  return JSON.stringify({
    port: one.port,
    host: one.host,
    roots: one.storePem,
    certificate: one.certificate?.pem,
    key: one.certificate?.keyPem,
    withoutSni: one.withoutSni,
    withoutTls13: one.withoutTls13,
    text: one.until === 'answer' ? requestOf(one) : undefined,
    bindingHeader: one.bindsChannel ? BINDING_HEADER : undefined,
  });
}

async function tryAll(attempts: readonly Attempt[]): Promise<Map<string, AttemptOutcome>> {
  const folder = new TemporaryFolder('reality-go');
  try {
    const program = await build(folder);
    const input = `${attempts.map(requestLine).join('\n')}\n`;
    const { status, stdout, stderr } = await runCommand(program, [], { input, timeoutMs: 300_000 });
    const answers = stdout.trim().split('\n');
    if (status !== 0 || answers.length !== attempts.length) throw new Error(`the Go program ended early: ${stderr}`);
    return new Map(attempts.map((one, i) => [one.id, outcomeOf(one, answers[i])]));
  } finally {
    folder.remove();
  }
}

function outcomeOf(one: Attempt, line: string): AttemptOutcome {
  const answer = JSON.parse(line) as { accepted: boolean; detail: string; text: string };
  if (answer.accepted) return one.until === 'answer' ? answerOf(answer.text) : accepted(answer.detail);
  if (!/x509|tls:/.test(answer.detail)) throw new Error(`${one.name}: no verdict: ${answer.detail}`);
  return refused(answer.detail);
}

/** A Go program with crypto/tls as it is. */
export const goClient: RealityClient = {
  platform: 'linux-go',
  commands: ['go'],
  abilities: ['withoutSni', 'withoutTls13', 'certificate', 'bindsChannel'],
  async version() {
    return (await runCommand('go', ['version'])).stdout.trim();
  },
  tryAll,
};
