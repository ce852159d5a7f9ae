# A line of the console may hold several statements, with a `;` between blanks. One that begins with # is a
# comment.

$ cprof -e '# nothing' -e 'nodecount=1 ; top ; top -cum' shop.cpu.pb.gz
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
Showing nodes accounting for 0, 0% of 2.93s total
Dropped 86 nodes (cum <= 0.01s)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
         0     0%     0%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work

# `|`, `;` and the like mean something only where they stand alone: regular expressions are typed as they are.

$ cprof -e 'top 2 Longest|Contains' shop.cpu.pb.gz
Active filters:
   focus=Longest|Contains
Showing nodes accounting for 710ms, 24.23% of 2930ms total
Showing top 2 nodes out of 27
      flat  flat%   sum%        cum   cum%
     410ms 13.99% 13.99%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
     300ms 10.24% 24.23%      300ms 10.24%  runtime.asyncPreempt
$ cprof -e 'top 2 Long;est' shop.cpu.pb.gz
Active filters:
   focus=Long;est
Showing nodes accounting for 0, 0% of 2.93s total
      flat  flat%   sum%        cum   cum%
! focus matched nothing; did you mean Longest?

# Quotes hold blanks together; a backslash before the quote is the quote itself.

$ cprof -e 'tags "tiny & s"' shop.cpu.pb.gz
 request: Total 530ms of 2.93s (18.09%)
          340ms (11.60%): search
          140ms ( 4.78%): checkout
           50ms ( 1.71%): report

 route: Total 530ms of 2.93s (18.09%)
        340ms (11.60%): GET /search
        140ms ( 4.78%): GET /checkout
         50ms ( 1.71%): GET /report

 step: Total 140ms of 2.93s ( 4.78%)
       110ms ( 3.75%): ship
        30ms ( 1.02%): pay

 tenant: Total 530ms of 2.93s (18.09%)
         530ms (18.09%): tiny & sons
\
$ cprof -e 'tagfocus="tiny & sons"' -e 'top 1' shop.cpu.pb.gz
Active filters:
   tagfocus=tiny & sons
Showing nodes accounting for 140ms, 4.78% of 2930ms total
Showing top 1 nodes out of 82
      flat  flat%   sum%        cum   cum%
     140ms  4.78%  4.78%      140ms  4.78%  runtime.asyncPreempt
$ cprof -e 'peek "Longest' shop.cpu.pb.gz
! cprof: a quote is not closed in: "Longest
? 2

# -e does what a line says, -x what the lines of a file say, both with one load. Both stop at the first line
# that fails. The status is 2.

$ cat >$TMP/report.cprof
< focus=Longest
< topp 1
< top 1
$ cprof -x $TMP/report.cprof -e 'top 1' shop.cpu.pb.gz
! cprof: $TMP/report.cprof:2: there is no command "topp"; did you mean top?
? 2
$ cprof -e 'tpo' -e 'top 1' shop.cpu.pb.gz
! cprof: there is no command "tpo"; did you mean top?
? 2
$ cprof -top -e 'top 1' shop.cpu.pb.gz
! cprof: -top and -e or -x: give the report as a line, -e top
? 2
$ cprof -e "source $TMP/report.cprof" -e 'help source' shop.cpu.pb.gz
Active filters:
   focus=Longest
Showing nodes accounting for 150ms, 5.12% of 2930ms total
Showing top 1 nodes out of 13
      flat  flat%   sum%        cum   cum%
     150ms  5.12%  5.12%      160ms  5.46%  example.com/shop/internal/order.(*Stock).Longest
! cprof: $TMP/report.cprof:2: there is no command "topp"; did you mean top?
! source file
! Run the lines of a file.
!
!     source lines.txt
!     source "two words.txt"
!
! See also: alias
? 2
$ cprof -e 'source /nowhere' shop.cpu.pb.gz
! cprof: /nowhere: No such file or directory
? 2

$ cprof -e options -e q -e 'top 1' shop.cpu.pb.gz 2>&1 | head -n 1
  anon                      = false                

# Names that are not there: what was meant.

$ cprof -tpo shop.cpu.pb.gz
! cprof: there is no flag -tpo; did you mean -top?
? 2
$ cprof -e 'focus=Longset' -e 'top 1' shop.cpu.pb.gz
Active filters:
   focus=Longset
Showing nodes accounting for 0, 0% of 2.93s total
      flat  flat%   sum%        cum   cum%
! focus matched nothing; did you mean Longest?
$ cprof -e 'peek Contians' shop.cpu.pb.gz
! cprof: no function matches Contians; did you mean Contains?
? 2
$ cprof -e 'nodcount=3' shop.cpu.pb.gz
! cprof: there is no option "nodcount"; did you mean nodecount?
? 2
$ cprof -e 'colour=never' -e top shop.cpu.pb.gz
! cprof: there is no option "colour"; did you mean color?
? 2
$ cprof -e 'zzzzzzzz=3' shop.cpu.pb.gz
! cprof: there is no option "zzzzzzzz"; help lists them
? 2
$ cprof -e 'help cpu' -e 'help :' shop.cpu.pb.gz
! cpu is the same as sample_index=cpu
! : clears focus, ignore, hide, tagfocus and tagignore
$ cprof -e 'help tagfocs' shop.cpu.pb.gz
! cprof: there is no command or option "tagfocs"; did you mean tagfocus?
? 2

# `alias` gives lines a name. What follows the name follows the lines.

$ cprof -e 'alias two top 2' -e 'two -cum' -e 'alias' shop.cpu.pb.gz
Showing nodes accounting for 0.01s, 0.34% of 2.93s total
Dropped 86 nodes (cum <= 0.01s)
Showing top 2 nodes out of 141
      flat  flat%   sum%        cum   cum%
         0     0%     0%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
     0.01s  0.34%  0.34%      2.59s 88.40%  main.(*shop).serve
! alias two top 2
$ cprof -e 'alias both "top 1 ; top -cum 1"' -e both shop.cpu.pb.gz
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
Showing nodes accounting for 0, 0% of 2.93s total
Dropped 86 nodes (cum <= 0.01s)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
         0     0%     0%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
$ cprof -e 'alias two "top 2"' -e 'help two' shop.cpu.pb.gz
! alias two top 2
$ cprof -e 'alias top tree' -e quit shop.cpu.pb.gz
! cprof: top is a command already
? 2
$ cprof -e 'alias a a' -e a shop.cpu.pb.gz
! cprof: aliases or sourced files are nested too deeply
? 2

# `preset` keeps the options that are set, as a file of assignments, and sets them again.

$ export XDG_CONFIG_HOME=$TMP; cprof -e 'nodecount=1' -e 'sort=cum' -e 'preset save calls' shop.cpu.pb.gz; cat $TMP/cprof/presets/calls
compact_labels=true
sort=cum
nodecount=1
! preset calls is in $TMP/cprof/presets/calls
$ export XDG_CONFIG_HOME=$TMP; cprof -e preset -e 'preset calls' -e top shop.cpu.pb.gz
Showing nodes accounting for 0, 0% of 2.93s total
Dropped 86 nodes (cum <= 0.01s)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
         0     0%     0%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
! calls
$ export XDG_CONFIG_HOME=$TMP; cprof -e 'preset nosuch' shop.cpu.pb.gz
! cprof: there is no preset "nosuch"; preset lists them
? 2
$ export XDG_CONFIG_HOME=$TMP; cprof -e 'preset save a/b' shop.cpu.pb.gz
! cprof: "a/b" cannot be the name of a preset
? 2
$ cprof -e 'preset save' shop.cpu.pb.gz
! cprof: preset save needs a name
? 2

# What a value holds does not end it: blanks, semicolons and quotes come back from a preset as they were.

$ export XDG_CONFIG_HOME=$TMP; cprof -e 'focus="a ; b"' -e "ignore='\"c'" -e 'hide="x //: y" //: a comment' -e 'preset save odd' shop.cpu.pb.gz; cat $TMP/cprof/presets/odd
compact_labels=true
focus="a ; b"
ignore="\"c"
hide="x //: y"
! preset odd is in $TMP/cprof/presets/odd
$ export XDG_CONFIG_HOME=$TMP; cprof -e 'preset odd' -e o shop.cpu.pb.gz 2>&1 | grep -E '^  (focus|ignore|hide) '
  focus                     = a ; b                
  hide                      = x //: y              
  ignore                    = "c                   

# $XDG_CONFIG_HOME/cprof/cprofrc is done before everything else, but flags count more; -norc leaves it alone.

$ export XDG_CONFIG_HOME=$TMP; echo nodecount=2 >$TMP/cprof/cprofrc; cprof -e top shop.cpu.pb.gz
Showing nodes accounting for 860ms, 29.35% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 2 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
$ export XDG_CONFIG_HOME=$TMP; cprof -nodecount=1 -e top shop.cpu.pb.gz | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ export XDG_CONFIG_HOME=$TMP; cprof -norc -e top shop.cpu.pb.gz | wc -l
14

# `save` writes what the file's ending says.

$ cprof -e "save $TMP/shop.dot" -e "save $TMP/shop.pb.gz" -e "save $TMP/shop.txt" shop.cpu.pb.gz; head -n 1 $TMP/shop.dot $TMP/shop.txt
==> $TMP/shop.dot <==
digraph "shop" {

==> $TMP/shop.txt <==
Showing nodes accounting for 2.65s, 90.44% of 2.93s total
! Generating report in $TMP/shop.dot
! Generating report in $TMP/shop.pb.gz
! Generating report in $TMP/shop.txt
$ cprof -e "save $TMP/shop.svg Voucher" shop.cpu.pb.gz
! cprof: save takes one file; there is also "Voucher"
? 2
$ cprof -e 'source /dev/null /dev/null' shop.cpu.pb.gz
! cprof: source takes one file; there is also "/dev/null"
? 2
$ cprof -e "save $TMP/shop.doc" shop.cpu.pb.gz
! cprof: $TMP/shop.doc: the name must end in one of .callgrind .dot .html .folded .gif .pdf .pgo .png .pb.gz .ps .speedscope.json .svg .txt .json .jsonl .csv .tsv .md
? 2

# A comparison is no report: the next one is.

$ cprof -norc -e 'diff_base shop.cpu.pb.gz >f.txt' shop.cpu.pb.gz
! cprof: > and | need a report
? 2
$ cprof -norc -e 'add shop.cpu.pb.gz | head' shop.cpu.pb.gz
! cprof: > and | need a report
? 2

# In the console ~/ is the home folder, as in a shell, wherever a file is named.

$ export HOME=$TMP; cprof -norc -e 'top 1 >~/tilde.txt' -e 'save ~/tilde.dot' -e 'source_path=~/a:/b:~' -e o shop.cpu.pb.gz 2>&1 | grep -E 'Gen|source_path' | sed 's/ *$//'
Generating report in $TMP/tilde.txt
Generating report in $TMP/tilde.dot
  source_path               = $TMP/a:/b:$TMP
$ export HOME=$TMP; echo 'diff_base ~/nosuch' >$TMP/tilde; cprof -norc -e 'source ~/tilde' shop.cpu.pb.gz
! cprof: $TMP/tilde:1: $TMP/nosuch: No such file or directory
? 2
$ export HOME=; cprof -norc -e 'source ~/tilde' shop.cpu.pb.gz
! cprof: ~/tilde: No such file or directory
? 2

# Where the chosen type has no samples, it says which have.

$ cprof -e 'sample_index=alloc_space' -e 'top 1' -e 'inuse_space' -e 'focus=nosuchthing' -e 'top 1' shop.heap.pb.gz
Showing nodes accounting for 76.41MB, 20.05% of 381.06MB total
Dropped 134 nodes (cum <= 1.91MB)
Showing top 1 nodes out of 43
      flat  flat%   sum%        cum   cum%
   76.41MB 20.05% 20.05%    76.41MB 20.05%  internal/bytealg.MakeNoZero
Active filters:
   focus=nosuchthing
Showing nodes accounting for 0, 0% of 2.70MB total
      flat  flat%   sum%        cum   cum%
! focus matched nothing

# The lines of a file.
$ printf 'top 1 | tail -n 1\nfocus=Walk ; top 1 | tail -n 1\n' >$TMP/lines
$ cprof -norc -e "source $TMP/lines" shop.cpu.pb.gz
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     380ms 12.97% 12.97%     1020ms 34.81%  example.com/shop/internal/catalog.Contains
