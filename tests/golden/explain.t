# `explain` says what the numbers of the last report mean. Before there was one it is about `top`.

$ cprof shop.cpu.pb.gz 2>&1 | sed 1,6d
< explain
There was no report yet; this is about top.

The total is 2930ms: the cpu of all samples of the profile, whatever the
filters are. It is the 100% of every share.

flat is what was measured in an entry itself, cum what was measured in it and
in all that it called. A function that calls itself counts once. In
    example.com/shop/internal/catalog.Contains
flat is 410ms (13.99%) and cum is 1160ms (39.59%): the difference, 750ms, was
measured in what it called. So flats can be added up; cums cannot, because they
include one another.

sum% adds up flat% from the first line on. The first 5 have 1540ms (52.56%)
together, and all 10 have 2040ms (69.62%).

86 entries were dropped: their cum is below 14.65ms (0.5%), which nodefraction
sets. Of the 141 that are left only the first 10 are shown, because of
nodecount. What is left out counts in the total all the same, and in the cum of
what called it.

In a picture an arrow is a call. A dotted (or dashed) one goes over functions
that are not shown. Here such an arrow leads from
    example.com/shop/internal/catalog.hasPrefixFold
to
    example.com/shop/internal/catalog.lower
and 250ms (8.53%) went along it, some or all of it over functions that are not
shown.

A negative number says that less was measured than in what was subtracted.
There is none in this report.

# After a report it is about that one, with its filters and limits. `help reading` is the same.

$ cprof shop.cpu.pb.gz 2>&1 >/dev/null | sed 1,6d
< top 3 catalog -cum
< help reading
This is about the last report, top focus=catalog.

The total is 2.93s: the cpu of all samples of the profile, whatever the filters
are. It is the 100% of every share.

flat is what was measured in an entry itself, cum what was measured in it and
in all that it called. A function that calls itself counts once. In
    example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
flat is 0 (0%) and cum is 2.08s (70.99%): the difference, 2.08s, was measured
in what it called. So flats can be added up; cums cannot, because they include
one another.

sum% adds up flat% from the first line on. All 3 have 0 (0%).

27 entries were dropped: their cum is below 0.01s (0.5%), which nodefraction
sets. Of the 75 that are left only the first 3 are shown, because of nodecount.
What is left out counts in the total all the same, and in the cum of what
called it.

In a picture an arrow is a call. A dotted (or dashed) one goes over functions
that are not shown. Here such an arrow leads from
    main.(*shop).serve
to
    main.(*shop).serve.func1
and 1.88s (64.16%) went along it, some or all of it over functions that are not
shown.

A negative number says that less was measured than in what was subtracted.
There is none in this report.

# Where a report lists matches, so does what is said of it. Neither an assignment nor a mistake counts.

$ cprof shop.cpu.pb.gz 2>&1 >/dev/null | sed 1,6d
< find order 3
< focus=Voucher
< topp
< explain
cprof: there is no command "topp"; did you mean top?
This is about the last report, find order.

The total is 2.93s: the cpu of all samples of the profile, whatever the filters
are. It is the 100% of every share.

flat is what was measured in an entry itself, cum what was measured in it and
in all that it called. A function that calls itself counts once. In
    example.com/shop/internal/order.(*Stock).Longest
flat is 0.15s (5.12%) and cum is 0.16s (5.46%): the difference, 0.01s, was
measured in what it called. So flats can be added up; cums cannot, because they
include one another.

sum% adds up flat% from the first line on. All 3 have 0.19s (6.48%).

No entry was left out for being small. Of the 6 only the first 3 are shown,
because of nodecount. What is left out counts in the total all the same, and in
the cum of what called it.

In a picture an arrow is a call. A dotted (or dashed) one goes over functions
that are not shown; between the entries of this report there is none.

A negative number says that less was measured than in what was subtracted.
There is none in this report.

# Numbers that are no number of entries are not taken for one.

$ cprof shop.cpu.pb.gz 2>&1 >/dev/null | sed 1,6d | sed -n '/^sum/,/^$/p'
< paths 2 search
< explain
< callers best$ 1
< explain
sum% adds up flat% from the first line on. The first 5 have 1.35s (46.08%)
together, and all 72 have 1.86s (63.48%).

sum% adds up flat% from the first line on. The only entry has 0.02s (0.68%).
\

# Negative numbers.

$ printf '\012\004\010\001\020\002\022\006\012\001\001\022\001\005\022\017\012\001\002\022\012\376\377\377\377\377\377\377\377\377\001\042\006\010\001\042\002\010\001\042\006\010\002\042\002\010\002\052\004\010\001\020\003\052\004\010\002\020\004\062\000\062\003cpu\062\002ms\062\004work\062\004idle' >$TMP/less
$ cprof $TMP/less 2>&1 >/dev/null | sed 1,2d
< explain
There was no report yet; this is about top.

The total is 7ms: the cpu of all samples of the profile, whatever the filters
are. It is the 100% of every share.

flat is what was measured in an entry itself, cum what was measured in it and
in all that it called. A function that calls itself counts once. In
    work
flat is 5ms (71.43%) and cum is 5ms (71.43%): all of it was measured in the
entry itself. So flats can be added up; cums cannot, because they include one
another.

sum% adds up flat% from the first line on. All 2 have 3ms (42.86%).

No entry was left out for being small. All 2 are shown.

In a picture an arrow is a call. A dotted (or dashed) one goes over functions
that are not shown; between the entries of this report there is none.

A negative number says that less was measured than in what was subtracted. That
is so with
    idle
which has a flat of -2ms and a cum of -2ms. Shares are printed without their
sign.

# A mean, and what the filters left as the total.

$ cprof -mean_delay -relative_percentages shop.mutex.pb.gz 2>&1 >/dev/null | sed 1,5d
< tree 2 Stock
< explain
This is about the last report, tree focus=Stock.

The total is 217.65us: the mean delay of the samples that the filters left. It
is the 100% of every share.

flat is what was measured in an entry itself, cum what was measured in it and
in all that it called. A function that calls itself counts once. In
    sync.(*Mutex).Unlock
flat is 521.48us (239.59%) and cum is 521.48us (239.59%): all of it was
measured in the entry itself.

sum% adds up flat% from the first line on. All 2 have 584us (268.32%).

No entry was left out for being small. Of the 27 only the first 2 are shown,
because of nodecount. What is left out counts in the total all the same, and in
the cum of what called it.

In a picture an arrow is a call. A dotted (or dashed) one goes over functions
that are not shown; between the entries of this report there is none.

A negative number says that less was measured than in what was subtracted.
There is none in this report.

# Nothing is left to explain.

$ cprof shop.cpu.pb.gz 2>&1 >/dev/null | sed 1,6d
< top nothing
< explain
focus matched nothing
focus matched nothing
This is about the last report, top focus=nothing.

The total is 2.93s: the cpu of all samples of the profile, whatever the filters
are. It is the 100% of every share.

Nothing was measured where the filters look, so there is nothing to explain. A
line with : alone clears them.

# Every filter that is set is named. It is text for a person, whatever format reports have.
$ cprof -norc -e 'hide=Voucher' -e 'prune_from=mallocgc' -e 'tagshow=request' -e 'top 1 | tail -n 1' -e 'format=json' -e explain shop.cpu.pb.gz 2>&1 | head -n 4
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
This is about the last report, top prune_from=mallocgc hide=Voucher tagshow=request.

The total is 2930ms: the cpu of all samples of the profile, whatever the
