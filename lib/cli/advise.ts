import type { Command } from 'commander';
import {
  Advice,
  AdviceProps,
  BindingAdvice,
  CertificateAdvisor,
  OrganizationSize,
  protocolLabels,
} from '../rules/advice';
import { plain } from '../report/plain';
import { ExitCode, InputError } from './exit';
import { clockOf, defaultInput } from './input/default-input';
import { readEstate } from './input/estate';
import { Io, Verb } from './verb';
import { parseMoment } from './options';

const SIZES = Object.values(OrganizationSize);

const HELP = `
INPUT is as for client-access review: a folder that synth wrote (default: cdktf.out), a cdk.tf.json, the JSON of a plan,
or - for standard input.

Examples:
  client-access advise cdktf.out
  client-access advise --size small --budget 500 --price 80 cdktf.out`;

interface Values {
  readonly size?: string;
  readonly budget?: string;
  readonly price?: string;
  readonly unattended?: boolean;
  readonly now?: string;
  readonly format: string;
}

/** Which certificate source for which binding, why, and what it costs in work. */
export const ADVISE: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('[input...]', 'what synth wrote, or a plan (default: cdktf.out)')
      .option('--size <size>', `${SIZES.join(', ')} (default: medium)`)
      .option('--budget <amount>', 'what can be spent on certificates in a year')
      .option('--price <amount>', 'what one purchased certificate costs in a year (default: 0)')
      .option('--unattended', 'purchased certificates renew themselves (ACME)')
      .option('--now <moment>', "reckon from this moment instead of the system clock's")
      .option('-f, --format <format>', 'text or json', 'text')
      .addHelpText('after', HELP)
      .action(async (paths: string[], values: Values) => {
        const { text, notices } = await advise(paths, values, io.now());
        for (const notice of notices) io.err(`${notice}\n`);
        io.out(text);
        finish(ExitCode.OK);
      });
  },
};

/** @throws InputError when an option or an input can't be used */
async function advise(
  paths: readonly string[],
  values: Values,
  clock: Date,
): Promise<{ text: string; notices: readonly string[] }> {
  const { format } = values;
  if (format !== 'text' && format !== 'json') throw new InputError(`--format takes text or json; got "${format}"`);
  const inputs = paths.length > 0 ? paths : [defaultInput()];
  const props = propsOf(values, clockOf(inputs) ?? clock);
  const { estate, notices } = await readEstate(inputs, props.now);
  const advice = CertificateAdvisor.advise(estate, props);
  return { text: format === 'json' ? `${JSON.stringify(advice, undefined, 2)}\n` : textOf(advice), notices };
}

function propsOf(values: Values, clock: Date): AdviceProps {
  const size = values.size as OrganizationSize | undefined;
  if (size !== undefined && !SIZES.includes(size))
    throw new InputError(`--size takes ${SIZES.join(', ')}; got "${size}"`);
  const now = values.now === undefined ? clock : parseMoment(values.now);
  const budgetPerYear = amount('--budget', values.budget);
  const pricePerYear = amount('--price', values.price);
  return {
    now,
    ...(size === undefined ? {} : { size }),
    ...(budgetPerYear === undefined ? {} : { budgetPerYear }),
    ...(pricePerYear === undefined ? {} : { pricePerYear }),
    ...(values.unattended === true ? { purchasesUnattended: true } : {}),
  };
}

function amount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InputError(`${option} takes a number of 0 or more; got "${text}"`);
  return value;
}

function textOf({ bindings, names, work }: Advice): string {
  const lines = bindings.flatMap(bindingLines);
  for (const { certificate, hints, needed, order, title } of names) {
    lines.push('', `Names for ${title} (${certificate}); client-access names says why:`);
    lines.push(...order.map((name) => `  ${plain(name)}`));
    for (const { fix, name } of needed)
      if (fix !== undefined) lines.push(`  - not ${plain(name)}, which no public CA can certify: ${fix}`);
    lines.push(...hints.map((hint) => `  - ${hint}`));
  }
  for (const { from, workloads } of work) {
    lines.push(
      '',
      `Work in a year, with the lifetimes of ${from}:`,
      ...workloads.map(({ statement }) => `  - ${statement.text} [${statement.source}]`),
    );
  }
  return `${lines.join('\n')}\n`;
}

function bindingLines(advice: BindingAdvice, index: number): string[] {
  const { bindings, recommended, why, forLess } = advice;
  const rest = bindings.length > 1 ? ` and ${bindings.length - 1} more` : '';
  return [
    ...(index === 0 ? [] : ['']),
    `${protocolLabels(advice)} (${bindings[0]}${rest}): ${CertificateAdvisor.nameOf(recommended)}`,
    ...why.map(({ text, source }) => `  - ${text} [${source}]`),
    ...(forLess.length === 0 ? [] : ['  For less:']),
    ...forLess.map(({ text, source }) => `  - ${text} [${source}]`),
  ];
}
