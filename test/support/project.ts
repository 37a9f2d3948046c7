import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CommandResult, runCommand } from '../e2e/support/command';
import { TemporaryFolder } from '../e2e/support/temporary-folder';

export const CHECKOUT = join(__dirname, '../..');
export const EXAMPLES = join(CHECKOUT, 'examples');

/** The clock of every synth in the tests: inside the validity of the certificates that lie in the examples' folders. */
export const CLOCK = '2026-11-23T00:00:00Z';

const PACKAGES = ['cdktf', 'constructs', 'tsx', '@cdktf/provider-tls'];
const TSX = pathToFileURL(join(CHECKOUT, 'node_modules/tsx/dist/loader.mjs')).href;

export interface RunOptions {
  /** Added to the environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** ISO 8601; null: the system's. Default: CLOCK. */
  readonly clock?: string | null;
  /** Milliseconds. Default: 60,000. */
  readonly timeoutMs?: number;
}

/** Example folders, in order. */
export function exampleNames(): string[] {
  return readdirSync(EXAMPLES)
    .filter((name) => /^\d\d-/.test(name))
    .sort();
}

/** A user's project in a folder of its own, with the built package installed as npm would (as links). */
export class Project {
  /** A copy of an example. */
  public static ofExample(name: string): Project {
    const project = new Project(name);
    cpSync(join(EXAMPLES, name), project.path, {
      recursive: true,
      filter: (source) => !/(^|\/)(node_modules|cdktf\.out|\.state)$/.test(source),
    });
    return project;
  }

  /** The app that the checkout's own cdktf.json names. */
  public static ofCheckout(): Project {
    return Project.of('checkout', readFileSync(join(CHECKOUT, 'stacks/main.ts'), 'utf8'));
  }

  /** A project whose main.ts is this text. */
  public static of(purpose: string, main: string): Project {
    const project = new Project(purpose);
    project.write('main.ts', main);
    project.write(
      'cdktf.json',
      JSON.stringify({
        language: 'typescript',
        app: 'node --import tsx main.ts',
        projectId: 'client-access-test',
        sendCrashReports: 'false',
        output: 'cdktf.out',
      }),
    );
    return project;
  }

  private readonly folder: TemporaryFolder;

  private constructor(purpose: string) {
    this.folder = new TemporaryFolder(`project-${purpose}`);
    mkdirSync(this.at('node_modules/@cdktf'), { recursive: true });
    for (const name of PACKAGES) symlinkSync(join(CHECKOUT, 'node_modules', name), this.at(`node_modules/${name}`));
    symlinkSync(CHECKOUT, this.at('node_modules/cdktf-exchange-client-access'));
  }

  public get path(): string {
    return this.folder.path;
  }

  public at(name: string): string {
    return join(this.path, name);
  }

  public write(name: string, text: string): void {
    writeFileSync(this.at(name), text);
  }

  public read(name: string): string {
    return readFileSync(this.at(name), 'utf8');
  }

  public has(name: string): boolean {
    return existsSync(this.at(name));
  }

  /** Runs the app as a user would. */
  public synth(app = 'main.ts', options: RunOptions = {}): Promise<CommandResult> {
    return this.run(process.execPath, ['--import', TSX, app], options);
  }

  /** Runs the app and fails the test, with its words, when it is refused. */
  public async mustSynth(app = 'main.ts', options: RunOptions = {}): Promise<void> {
    const { status, stdout, stderr } = await this.synth(app, options);
    if (status !== 0) throw new Error(`synth of ${app} ended with ${status ?? 'its time limit'}: ${stdout}${stderr}`);
  }

  public run(command: string, args: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
    const clock = options.clock === undefined ? CLOCK : options.clock;
    const env: NodeJS.ProcessEnv = { ...process.env, ...options.env };
    delete env.CDKTF_CONTEXT_JSON;
    if (clock !== null) env.CDKTF_CONTEXT_JSON = JSON.stringify({ clientAccessNow: clock });
    for (const [name, value] of Object.entries(options.env ?? {})) if (value === undefined) delete env[name];
    return runCommand(command, args, { cwd: this.path, env, timeoutMs: options.timeoutMs ?? 60_000 });
  }

  /** Names of the stacks in the output folder. */
  public stacks(): string[] {
    return this.has('cdktf.out/stacks') ? readdirSync(this.at('cdktf.out/stacks')).sort() : [];
  }

  /** Every file below a folder, relative to the project, with its content. */
  public filesBelow(name: string): Map<string, Buffer> {
    if (!this.has(name)) return new Map();
    const files = readdirSync(this.at(name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    return new Map(files.map((file) => [relative(this.path, file), readFileSync(file)]));
  }

  public remove(): void {
    this.folder.remove();
  }
}
