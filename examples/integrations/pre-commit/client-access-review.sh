#!/bin/sh
# Synthesizes and reviews before a commit. As a plain git hook: copy or link it to .git/hooks/pre-commit.
#
#   CLIENT_ACCESS_FOLDER   where the project lies in the repository  (.)
#   CLIENT_ACCESS_SYNTH    command that writes cdktf.out  (npx --no-install cdktf synth)
#   CLIENT_ACCESS_FAIL_ON  policy, error, warning, note or never  (policy: what the app refuses)
set -eu
umask 077
# Git calls a hook at the top of the repository. Findings then name files as the repository does.
folder="${CLIENT_ACCESS_FOLDER:-.}"
cd "$folder"
refused=cdktf.out/client-access-refused.json
rm -f "$refused"
synth=0
said="$(${CLIENT_ACCESS_SYNTH:-npx --no-install cdktf synth} 2>&1)" || synth=$?
# What the policy refuses is left for the review, which reports it more briefly than synth; any other failure synth reports itself.
if [ "$synth" -ne 0 ] && [ ! -f "$refused" ]; then
  printf '%s\n' "$said" >&2
  exit "$synth"
fi
npx --no-install client-access review --source-root "$folder" --fail-on "${CLIENT_ACCESS_FAIL_ON:-policy}"
# Synth also refuses by rules of the project's own, which it alone knows.
if [ "$synth" -ne 0 ] && [ "${CLIENT_ACCESS_FAIL_ON:-policy}" != never ]; then
  printf '%s\n' "$said" >&2
  exit "$synth"
fi
