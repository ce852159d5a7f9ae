# -completion prints a script with which a shell completes flags. It is made from the tables of flags,
# reports, options and choices.

$ cprof -completion bash >$TMP/completion
$ bash -n $TMP/completion

# What bash then offers for the last word of a line.

$ cat >$TMP/complete
< . "$TMP/completion"
< COMP_WORDS=(cprof "$@")
< COMP_CWORD=$#
< _cprof
< echo "${COMPREPLY[*]}"
$ bash $TMP/complete -tag
-tags -tagroot -tagleaf -tagfocus -tagignore -tagshow -taghide
$ bash $TMP/complete --fil
--filefunctions --files
$ bash $TMP/complete -granularity = ''
addresses binary dir filefunctions files functions lines module package
$ bash $TMP/complete -granularity =
addresses binary dir filefunctions files functions lines module package
$ bash $TMP/complete -granularity=fil
-granularity=filefunctions -granularity=files
$ bash $TMP/complete --sort ''
cum flat
$ bash $TMP/complete -call_tree = ''
true false
$ bash $TMP/complete -call_tree -sor
-sort
$ bash $TMP/complete -completion ''
bash fish zsh
$ bash $TMP/complete -symbolize ''
none local fastlocal remote force demangle=full demangle=none demangle=templates demangle=default
$ bash $TMP/complete -symbolize = fa
fastlocal
$ bash $TMP/complete --unit ''
minimum auto B kB MB GB TB PB ns us ms s hrs GCU
$ bash $TMP/complete -sample_index inu
inuse_space inuse_objects

# Of what is anything else, files are offered by the shell itself.

$ bash $TMP/complete -focus -c
\
$ bash $TMP/complete shop
\

$ cprof -completion zsh | grep -e "^#" -e _arguments -e "'sort=" -e "'cum" -e "'tagroot" -e profile:
\#compdef cprof
\# Completion of cprof's flags in zsh; made by: cprof -completion zsh
_arguments \
	'*'{-,--}'sort=[what reports are sorted by]:value:(cum flat)' \
	'*'{-,--}'tagroot=[label keys to show as frames at the root, separated by '\'','\'']:value:_files' \
	'*'{-,--}'cum[sort by what a function and everything it calls took]' \
	'*:profile:_files'
$ cprof -completion fish | grep -e '^#' -e ' sort' -e ' cum' -e ' focus' -e tagroot
\# Completion of cprof's flags in fish; made by: cprof -completion fish
complete -c cprof -o sort -l sort -x -a 'cum flat' -d 'what reports are sorted by'
complete -c cprof -o tagroot -l tagroot -r -d 'label keys to show as frames at the root, separated by \',\''
complete -c cprof -o nodefraction -l nodefraction -r -d 'leave out entries whose cum is below this share of the total'
complete -c cprof -o focus -l focus -r -d 'keep only samples with a frame that matches this regular expression'
complete -c cprof -o cum -l cum -d 'sort by what a function and everything it calls took'

$ cprof -completion csh
! cprof: -completion takes bash, fish, zsh, not "csh"
? 2
$ cprof -completion
! cprof: -completion needs a value
? 2
