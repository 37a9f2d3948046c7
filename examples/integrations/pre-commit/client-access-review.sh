#!/bin/sh
# Synthesizes and reviews before a commit. As a plain git hook: copy or link it to .git/hooks/pre-commit.
#
#   CLIENT_ACCESS_SYNTH    command that writes cdktf.out  (npx --no-install cdktf synth)
#   CLIENT_ACCESS_FAIL_ON  error, warning, note or never  (error)
set -eu
umask 077
# A refused synth tells its findings itself, and leaves nothing to review.
${CLIENT_ACCESS_SYNTH:-npx --no-install cdktf synth} >/dev/null || exit 1
exec npx --no-install client-access review --fail-on "${CLIENT_ACCESS_FAIL_ON:-error}"
