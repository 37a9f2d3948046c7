#!/usr/bin/env zsh
# type-in-shell.zsh SHELL SETUP LINE...
# Starts an interactive shell on a terminal of its own, and types the lines into it, with the keys that they hold (as \t or \C-x).
# Prints, a line each, the words that the shell made of them: <client-access><review>
#
# The shell knows a function `words` that prints its arguments as WORDS<...><...>END: each line is typed as a command, completed,
# and turned into arguments of that function.
zmodload zsh/zpty || exit 1
typeset shell=$1 setup=$2 text= line
shift 2
zpty terminal "stty cols 500; exec $shell"
# The halves keep the echo of what is typed from being taken for the answer.
zpty -w terminal "$setup
echo REA''DY"
zpty -r terminal text '*READY*' || exit 1
for line; do
  zpty -w -n terminal "${(g:e:)line}"$'\x01'"words "$'\n'
  zpty -r terminal text '*>END*' || exit 1
  print -r -- "${${text##*WORDS}%%END*}"
done
# To its end: it may write its history then.
zpty -w terminal exit
while zpty -r terminal text; do :; done
zpty -d terminal
