import { Values, VerbWords } from './completion-words';

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
      `complete -c client-access -n '${first}' -a ${verb.verb} -d '${quoted(verb.summary)}'`,
      ...verb.arguments.map((values) => `${after} ${valueOptions(values)}`),
      ...verb.options.map(({ long, short, description, value }) =>
        [
          after,
          ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
          `-l ${long.slice(2)} -d '${quoted(description)}'`,
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

function quoted(text: string): string {
  return text.replace(/['\\]/g, '\\$&');
}
