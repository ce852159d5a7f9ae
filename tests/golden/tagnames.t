# Tabs and ends of lines in the names of labels and in their values. Like pprof, `tags` sets tabs in columns, flush
# right, and breaks lines where they do. This profile is written by hand: `k<tab>y` has the values `a<tab>b`,
# `longer<tab>value<tab>of three`, `two<end of line>lines` and `plain`.

$ (printf '\012\004\010\001\020\002\022\014\012\001\001\022\001\005\032\004\010\004\020\005\022\014\012\001'; \
printf '\001\022\001\003\032\004\010\004\020\006\022\014\012\001\001\022\001\170\032\004\010\004\020\007'; \
printf '\022\014\012\001\001\022\001\001\032\004\010\004\020\010\042\006\010\001\042\002\010\001\052\004'; \
printf '\010\001\020\003\062\000\062\003\143\160\165\062\002\155\163\062\004\167\157\162\153\062\003\153'; \
printf '\011\171\062\003\141\011\142\062\025\154\157\156\147\145\162\011\166\141\154\165\145\011\157\146'; \
printf '\040\164\150\162\145\145\062\011\164\167\157\012\154\151\156\145\163\062\005\160\154\141\151\156') >$TMP/tabs; cprof -tags $TMP/tabs
 k              y: Total 129ms of 129ms (  100%)
   120ms (93.02%): two
lines
   5ms ( 3.88%):       ab
   3ms ( 2.33%):  longer valueof three
   1ms ( 0.78%): plain
\
$ cprof -traces -tagfocus=plain $TMP/tabs
Type: cpu
-----------+-------------------------------------------------------
       k	y:  plain
       1ms   work
-----------+-------------------------------------------------------
$ cprof -tags -tagshow=nosuch $TMP/tabs
! tagshow matched nothing

# On a terminal they are escaped, and break nothing.

$ python3 -c 'import os, pty; pty.spawn(["cprof", "-tags", os.environ["TMP"] + "/tabs"])' | tr -d '\r'
 k\ty: Total 129ms of 129ms (  100%)
       120ms (93.02%): two\nlines
         5ms ( 3.88%): a\tb
         3ms ( 2.33%): longer\tvalue\tof three
         1ms ( 0.78%): plain
\
