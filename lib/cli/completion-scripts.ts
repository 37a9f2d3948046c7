/** What can be typed in one place. */
export interface Values {
  readonly words: readonly string[];
  /** Whether files are among it. */
  readonly files: boolean;
  /** Whether each word is followed by `=` and a path. */
  readonly pairs: boolean;
}

export interface OptionWords {
  readonly long: string;
  readonly short?: string;
  readonly description: string;
  /** Left out: the option takes no value. */
  readonly value?: Values;
  readonly repeated: boolean;
}

/** What can be typed after one verb, or after one of the words below a verb (`rules list`). */
export interface VerbWords {
  readonly verb: string;
  readonly summary: string;
  readonly options: readonly OptionWords[];
  readonly arguments: readonly Values[];
  readonly below: readonly VerbWords[];
}

/** The script for bash: verbs first, then by the verb and the word before. */
export function bashCompletion(verbs: readonly VerbWords[]): string {
  const places = verbs.flatMap((verb) => placesOf(verb));
  const nested = verbs.filter(({ below }) => below.length > 0).map(({ verb }) => verb);
  const line = (place: string, action: string): string => `    ${place}) ${action} ;;`;
  const afterOption = places.flatMap(({ place, options }) =>
    options.flatMap(({ value, ...names }) =>
      value ? [line(spellings(place, names), value.files ? 'return' : valueAction(value))] : [],
    ),
  );
  const options = places.map(({ place, options: all }) =>
    line(`"${place}"`, `words="${all.map(({ long }) => long).join(' ')}"`),
  );
  const rest = places
    .filter(({ words, files }) => words.length > 0 || !files)
    .map(({ place, words, files }) => line(`"${place}"`, valueAction({ words, files, pairs: false })));
  return `# bash completion of client-access
_client_access() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" verb="\${COMP_WORDS[1]}" words="" only=""
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "${verbs.map(({ verb }) => verb).join(' ')} --help --version" -- "$current"))
    return
  fi
  case "$verb" in
    ${nested.join(' | ')}) if ((COMP_CWORD > 2)); then verb="$verb \${COMP_WORDS[2]}"; fi ;;
  esac
  # bash takes --option=value for three words.
  if [ "$current" = "=" ]; then
    current=""
  elif [ "$previous" = "=" ]; then
    previous="\${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  case "$verb $previous" in
${afterOption.join('\n')}
    *)
      case "$current" in
        -*)
          case "$verb" in
${indented(options)}
          esac
          ;;
        *)
          case "$verb" in
${indented(rest)}
          esac
          ;;
      esac
      ;;
  esac
  # Where nothing fits, bash goes on with files, unless there can be none.
  if [ -n "$only" ]; then compopt +o default +o bashdefault 2> /dev/null; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -o bashdefault -F _client_access client-access
`;
}

interface Place {
  readonly place: string;
  readonly options: readonly OptionWords[];
  readonly words: readonly string[];
  readonly files: boolean;
}

function placesOf(verb: VerbWords, above = ''): Place[] {
  const place = above + verb.verb;
  return [
    {
      place,
      options: verb.options,
      words: [...verb.below.map(({ verb: name }) => name), ...verb.arguments.flatMap(({ words }) => words)],
      files: verb.arguments.some(({ files }) => files),
    },
    ...verb.below.flatMap((below) => placesOf(below, `${place} `)),
  ];
}

function spellings(place: string, { long, short }: Omit<OptionWords, 'value'>): string {
  return [long, ...(short === undefined ? [] : [short])].map((name) => `"${place} ${name}"`).join(' | ');
}

function valueAction({ words, files, pairs }: Values): string {
  const text = words.map((word) => (pairs ? `${word}=` : word)).join(' ');
  return [
    ...(words.length > 0 ? [`words="${text}"`] : []),
    ...(files ? [] : ['only=yes']),
    ...(pairs ? ['compopt -o nospace 2> /dev/null'] : []),
  ].join('; ');
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `        ${line}`).join('\n');
}

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
  const names = verbs.map(({ verb, summary }) => `'${verb}:${quotedForZsh(summary)}'`);
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
  return `${others}${name}'[${quotedForZsh(description)}]${value ? `:value:${action(value)}` : ''}'`;
}

function action({ words, files, pairs }: Values): string {
  if (pairs) return ` _client_access_pairs ${words.join(' ')}`;
  if (words.length > 0) return `(${words.join(' ')})`;
  return files ? '_files' : ' ';
}

function quotedForZsh(text: string): string {
  return text.replaceAll("'", "'\\''").replace(/[[\]:]/g, '\\$&');
}

/** The script for fish. */
export function fishCompletion(verbs: readonly VerbWords[]): string {
  return `# fish completion of client-access
function __client_access_at
    set -l words (commandline -opc)
    set -e words[1]
    set -l last (count $argv)
    test (count $words) -ge $last; and test "$words[1..$last]" = "$argv"
end
function __client_access_just_after
    test (count (commandline -opc)) -eq (math 1 + (count $argv)); and __client_access_at $argv
end
function __client_access_pairs
    set -l typed (string split --max 1 = -- (string replace --regex '^--[a-z-]+=' '' -- (commandline -ct)))
    if set -q typed[2]
        printf '%s\\n' $typed[1]=(__fish_complete_path $typed[2])
    else
        printf '%s=\\n' $argv
    end
end
complete -c client-access -f
complete -c client-access -n 'test (count (commandline -opc)) -eq 1' -s V -l version -d 'print the version'
complete -c client-access -n 'test (count (commandline -opc)) -eq 1' -s h -l help -d 'print help'
${lines(verbs, []).join('\n')}
`;
}

function lines(verbs: readonly VerbWords[], above: readonly string[]): string[] {
  const first =
    above.length === 0 ? 'test (count (commandline -opc)) -eq 1' : `__client_access_just_after ${above.join(' ')}`;
  return verbs.flatMap((verb) => {
    const path = [...above, verb.verb];
    const after = `complete -c client-access -n '__client_access_at ${path.join(' ')}'`;
    return [
      `complete -c client-access -n '${first}' -a ${verb.verb} -d '${quotedForFish(verb.summary)}'`,
      ...verb.arguments.map((values) => `${after} ${valueOptions(values)}`),
      ...verb.options.map(({ long, short, description, value }) =>
        [
          after,
          ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
          `-l ${long.slice(2)} -d '${quotedForFish(description)}'`,
          ...(value ? ['-r', valueOptions(value)] : []),
        ].join(' '),
      ),
      ...lines(verb.below, path),
    ];
  });
}

function valueOptions({ words, files, pairs }: Values): string {
  if (pairs) return `-f -a '(__client_access_pairs ${words.join(' ')})'`;
  if (words.length > 0) return `-f -a '${words.join(' ')}'`;
  return files ? '-F' : '-f';
}

function quotedForFish(text: string): string {
  return text.replace(/['\\]/g, '\\$&');
}
