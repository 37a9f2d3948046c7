import { plain } from '../report/plain';
import { ExitCode, InputError } from './exit';
import { Io } from './verb';
import { makeProgram } from './program';

/**
 * Runs the command.
 *
 * @param argv the arguments after the command's name
 * @param world what is around the command
 * @returns the exit code
 */
export async function main(argv: readonly string[], world: Io): Promise<number> {
  const io: Io = { ...world, err: (text) => report(world, text) };
  let code: number = ExitCode.OK;
  try {
    const program = await makeProgram(argv[0], io, (result) => (code = result));
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, io);
  }
}

/** The exit code shows what went wrong as well: that stays what it is where standard error can't be written. */
function report(world: Io, text: string): void {
  try {
    world.err(text);
  } catch {
    // There is nowhere to report it.
  }
}

function explain(error: unknown, io: Io): number {
  const { code, exitCode } = error as { code?: unknown; exitCode?: unknown };
  if (typeof code === 'string' && code.startsWith('commander.')) {
    // It has informed the user already. Help that was asked for is no fault.
    return exitCode === 0 ? ExitCode.OK : ExitCode.BAD_INPUT;
  }
  if (InputError.is(error)) {
    io.err(`client-access: ${plain(error.message)}\n${error.fix === undefined ? '' : `  fix: ${plain(error.fix)}\n`}`);
    return ExitCode.BAD_INPUT;
  }
  const { message, stack } = error as Error;
  io.err(
    `client-access: a fault of this program: ${plain(String(message))}\n  fix: please report it, with what was reviewed\n`,
  );
  if (io.env.CLIENT_ACCESS_DEBUG) io.err(`${stack}\n`);
  return ExitCode.INTERNAL;
}
