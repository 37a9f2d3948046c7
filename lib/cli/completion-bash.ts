import { OptionWords, Values, VerbWords } from './completion-words';

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
