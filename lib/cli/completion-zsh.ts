import { OptionWords, Values, VerbWords } from './completion-words';

/** The script for zsh, for a folder of `fpath` or to be sourced. */
export function zshCompletion(verbs: readonly VerbWords[]): string {
  return `#compdef client-access
_client_access_pairs() {
  if compset -P '*='; then
    _files
  else
    compadd -S '' -- \${^@}=
  fi
}
_client_access() {
  local verb
  local -a verbs
${branch(verbs, '  ', ["'--help:print help'", "'--version:print the version'"])}
}
if [[ $funcstack[1] == _client-access ]]; then
  _client_access "$@"
else
  compdef _client_access client-access
fi
`;
}

/** Completes the verb itself, or what stands after it. */
function branch(verbs: readonly VerbWords[], indent: string, more: readonly string[]): string {
  const names = verbs.map(({ verb, summary }) => `'${verb}:${quoted(summary)}'`);
  const lines = [
    'verbs=(',
    ...[...names, ...more].map((name) => `  ${name}`),
    ')',
    'if ((CURRENT == 2)); then',
    "  _describe 'verb' verbs",
    '  return',
    'fi',
    'verb=$words[2]',
    'shift words',
    '((CURRENT--))',
    'case $verb in',
    ...verbs.flatMap((verb) => [
      `  ${verb.verb})`,
      verb.below.length > 0 ? branch(verb.below, '    ', ["'--help:print help'"]) : specifications(verb),
      '    ;;',
    ]),
    'esac',
  ];
  return lines
    .flatMap((line) => line.split('\n'))
    .map((line) => indent + line)
    .join('\n');
}

function specifications(verb: VerbWords): string {
  const last = verb.arguments.length - 1;
  const positions = verb.arguments.map((values, index) => {
    const place = index === last && values.files ? '*' : index + 1;
    return `'${place}:${values.files ? 'file' : 'word'}:${action(values)}'`;
  });
  return ['    _arguments', ...verb.options.map(specification), ...positions].join(' \\\n      ');
}

function specification({ long, short, description, value, repeated }: OptionWords): string {
  const [afterLong, afterShort] = value ? ['=', '+'] : ['', ''];
  const name = short === undefined ? `${long}${afterLong}` : `{${short}${afterShort},${long}${afterLong}}`;
  const others = repeated ? "'*'" : short === undefined ? '' : `'(${short} ${long})'`;
  return `${others}${name}'[${quoted(description)}]${value ? `:value:${action(value)}` : ''}'`;
}

function action({ words, files, pairs }: Values): string {
  if (pairs) return ` _client_access_pairs ${words.join(' ')}`;
  if (words.length > 0) return `(${words.join(' ')})`;
  return files ? '_files' : ' ';
}

function quoted(text: string): string {
  return text.replaceAll("'", "'\\''").replace(/[[\]:]/g, '\\$&');
}
