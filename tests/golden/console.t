# Without a report cprof is a console. It says what the profile is, and then obeys lines. Reports go to
# standard output, all else to standard error, so that a pipe gets reports alone.

$ cprof shop.cpu.pb.gz
< top 1
< quit
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
! File: shop
! Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
! Type: cpu
! Time: 2026-11-21 01:57:22 UTC
! Duration: 3s, Total samples = 2.93s (97.66%)
! Type help for commands, o for options, ^D to leave.

# `q`, `quit`, `exit` and the end of the input leave.

$ cprof shop.cpu.pb.gz 2>/dev/null
< exit
< top 1

# NAME=VALUE sets an option, until it is set again. What stands behind //: is a comment. A boolean alone is
# true.

$ cprof shop.cpu.pb.gz 2>/dev/null
< nodecount=2 //: default
< noinlines
< noinlines=no
< top
Showing nodes accounting for 860ms, 29.35% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 2 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains

# `o` or `options` lists them with their values.

$ cprof shop.cpu.pb.gz
< focus=Voucher
< o
! File: shop
! Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
! Type: cpu
! Time: 2026-11-21 01:57:22 UTC
! Duration: 3s, Total samples = 2.93s (97.66%)
! Type help for commands, o for options, ^D to leave.
!   anon                      = false                
!   anon_keep                 = ""                   
!   anon_key                  = ""                   
!   anon_lines                = false                
!   call_tree                 = false                
!   color                     = auto                 //: [always | auto | never]
!   compact_labels            = true                 
!   depth                     = -1                   //: default
!   divide_by                 = 1                    
!   drop_negative             = false                
!   edgefraction              = 0.001                
!   focus                     = Voucher              
!   format                    = text                 //: [csv | json | jsonl | junit | markdown | text | tsv]
!   from                      = ""                   
!   granularity               = (default)            //: [addresses | binary | dir | filefunctions | files | functions | lines | module | package]
!   hide                      = ""                   
!   ignore                    = ""                   
!   intel_syntax              = false                
!   json_text                 = false                
!   layout_timeout            = 60                   
!   leaf_first                = false                
!   max_lines                 = 0                    
!   mean                      = false                
!   merge_recursion           = false                
!   mouse                     = true                 
!   nodecount                 = -1                   //: default
!   nodefraction              = 0.005                
!   noinlines                 = false                
!   noise                     = true                 
!   normalize                 = false                
!   order                     = weight               //: [name | weight]
!   output                    = ""                   
!   pager                     = true                 
!   prune_from                = ""                   
!   relative_percentages      = false                
!   root                      = top                  //: [bottom | top]
!   sample_index              = cpu                  //: [samples | cpu]
!   sandwich                  = ""                   
!   show                      = ""                   
!   show_from                 = ""                   
!   showcolumns               = false                
!   sort                      = flat                 //: [cum | flat]
!   source_path               = ""                   
!   svg_width                 = 1200                 
!   tagfocus                  = ""                   
!   taghide                   = ""                   
!   tagignore                 = ""                   
!   tagleaf                   = ""                   
!   tagroot                   = ""                   
!   tagshow                   = ""                   
!   to                        = ""                   
!   trim                      = true                 
!   trim_path                 = ""                   
!   unit                      = minimum              
!   width                     = 0                    
!   wrap                      = false                

# `help` lists what there is, `help NAME` says more of it.

$ cprof shop.cpu.pb.gz 2>&1 | sed -n '7,13p'
< help
Begin with these:
  top                   the functions that took the most
  list                  annotated source of functions
  peek                  callers and callees of functions
  web                   show the call graph in a browser

help NAME says more of a command or option, or of one of these:

$ cprof shop.cpu.pb.gz 2>&1 | sed 1,6d
< help top
< help tagfocus
< help lines
< help intel_syntax
< help nothing
top [n] [focus]... [-ignore]... [-cum] [>file]
The functions that took the most.
flat is what a function took itself, cum includes the functions it called; sum%
adds up flat%. -cum sorts by cum.
In the console it shows 10 entries, unless a number or nodecount says otherwise;
as a flag, all.

    top
    top 3 best -Voucher
    top -cum

See also: list, peek, callers, explain, help filters
tagfocus=VALUE
Keep only samples whose labels match.
A regular expression over key:value, key=regexp for one key, several separated
by ',', or a range of a numeric label: 1kb:64mb, 32mb:, :4kb, bytes=4kb:.
Default: empty

    tagfocus=request=checkout
    tagfocus=

See also: tagignore, tags, help filters
lines, or granularity=lines
One entry for each source line of a function.

    lines
    top -lines

See also: granularity
intel_syntax=true|false
Print assembly in Intel syntax.
For disasm and weblist.
Default: false

    intel_syntax
    intel_syntax=false

See also: disasm, weblist
cprof: there is no command or option "nothing"; help lists them

# Mistakes are told, and the console goes on.

$ cprof shop.cpu.pb.gz 2>&1 | sed 1,6d
< topp
< focus
< nodecount=many
< sort=size
< trim=perhaps
< lines=false
< sample_index=nosuch
< focus=(
< top
< focus=
< top 1
cprof: there is no command "topp"; did you mean top?
focus = "" //: default ""
cprof: nodecount takes a whole number, not "many"
cprof: sort: "size" is none of cum, flat
cprof: trim takes true or false, not "perhaps"
cprof: lines is a choice of granularity; use granularity=lines
cprof: sample_index: there is no "nosuch"; the profile has samples, cpu
cprof: focus: missing closing )
  (
  ^
Showing nodes accounting for 2040ms, 69.62% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 10 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
     260ms  8.87% 38.23%      630ms 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)
     230ms  7.85% 46.08%      280ms  9.56%  example.com/shop/internal/catalog.lower (partial-inline)
     190ms  6.48% 52.56%     1460ms 49.83%  example.com/shop/internal/catalog.(*Category).Walk
     170ms  5.80% 58.36%     1230ms 41.98%  example.com/shop/internal/catalog.(*Catalog).Search.func1
     150ms  5.12% 63.48%      160ms  5.46%  example.com/shop/internal/order.(*Stock).Longest
      70ms  2.39% 65.87%       70ms  2.39%  runtime.tryDeferToSpanScan
      60ms  2.05% 67.92%      160ms  5.46%  runtime.pcvalue
      50ms  1.71% 69.62%      280ms  9.56%  example.com/shop/internal/catalog.Slug
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt

# Options that are for reports which are not there yet can be set all the same.

$ cprof shop.cpu.pb.gz 2>&1 | grep -e normalize -e intel
< intel_syntax=true
< normalize=true
< o
< top 1
  intel_syntax              = true                 
  normalize                 = true                 
