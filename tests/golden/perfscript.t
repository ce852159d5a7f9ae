# The output of perf script. Each event has two sample types; commands, processes and threads are labels.

$ cprof -types painter.perf.txt
     total  type
         5  page-faults_samples
      2424  page-faults
        33  cpu-clock_samples
  340.21ms  cpu-clock (default)
$ cprof -top -nodecount=5 painter.perf.txt
Type: cpu-clock
Duration: 986.20ms, Total samples = 340.21ms (34.50%)
Showing nodes accounting for 278.35ms, 81.82% of 340.21ms total
Showing top 5 nodes out of 13
      flat  flat%   sum%        cum   cum%
  113.40ms 33.33% 33.33%   144.33ms 42.42%  std::__introsort_loop
   51.55ms 15.15% 48.48%    51.55ms 15.15%  std::_Function_handler::_M_invoke
   41.24ms 12.12% 60.61%    41.24ms 12.12%  __memmove_avx512_unaligned_erms
   41.24ms 12.12% 72.73%    41.24ms 12.12%  std::__unguarded_linear_insert
   30.93ms  9.09% 81.82%   237.11ms 69.70%  ::Shelf::sort
$ cprof -tags painter.perf.txt
 comm: Total 340.21ms of 340.21ms (  100%)
       175.26ms (51.52%): paints (red) 7
       164.95ms (48.48%): paints blue
              0 (    0%): painter

 pid: Total 340.21ms of 340.21ms (  100%)
      340.21ms (  100%): 26051

 tid: Total 340.21ms of 340.21ms (  100%)
      175.26ms (51.52%): 26060
      164.95ms (48.48%): 26059
             0 (    0%): 26051
\
$ cprof -sample_index=page-faults -peek='^load_elf_binary$' painter.perf.txt | tail -n +7
                                                 3   100% |   bprm_execve
         0     0%     0%          3  0.12%                | load_elf_binary
                                                 2 66.67% |   elf_load
                                                 1 33.33% |   __put_user_8
----------------------------------------------------------+-------------

# Names of C++ are shortened as in all profiles, with -symbolize=none they are whole. What perf does not know is named
# for its binary.

$ cprof -traces -tagfocus='paints blue' -focus=paint painter.perf.txt | tail -n 8
   10.31ms   std::__introsort_loop
             std::__introsort_loop
             std::__introsort_loop
             ::Shelf::sort
             ::work
             std::thread::_State_impl::_M_run
             [libstdc++.so.6.0.30]
-----------+-------------------------------------------------------
$ cprof -folded -symbolize=none -focus=::paint painter.perf.flat.txt
\# stack;cpu-clock/nanoseconds
(anonymous namespace)::paint 20618556
$ cprof -binary -top painter.perf.txt | tail -n +4
      flat  flat%   sum%        cum   cum%
  278.35ms 81.82% 81.82%   288.66ms 84.85%  painter
   61.86ms 18.18%   100%    61.86ms 18.18%  libc.so.6
         0     0%   100%   288.66ms 84.85%  libstdc++.so.6.0.30

# With -F +srcline there are lines; inlined functions have their callers.

$ cprof -symbolize=none -top -lines -focus=painter.cc painter.perf.dwarf.txt | tail -n 6
         0     0%   100%       80ms 22.22%  std::operator+<char, std::char_traits<char>, std::allocator<char> > basic_string.h:3511 (inline)
         0     0%   100%       80ms 22.22%  std::operator< <char, std::char_traits<char>, std::allocator<char> > basic_string.h:3694 (inline)
         0     0%   100%      360ms   100%  std::thread::_Invoker<std::tuple<void (*)(char const*, unsigned int), char const*, int> >::_M_invoke<0ul, 1ul, 2ul> std_thread.h:252 (inline)
         0     0%   100%      360ms   100%  std::thread::_Invoker<std::tuple<void (*)(char const*, unsigned int), char const*, int> >::operator() std_thread.h:259 (inline)
         0     0%   100%      360ms   100%  std::thread::_State_impl<std::thread::_Invoker<std::tuple<void (*)(char const*, unsigned int), char const*, int> > >::_M_run std_thread.h:210
         0     0%   100%       40ms 11.11%  swap<(anonymous namespace)::Pot> move.h:204 (inline)
$ cprof -list='^paint$' -source_path=kiln painter.perf.dwarf.txt | grep -v '\.  *\.'
Total: 360ms
ROUTINE ======================== paint in painter.cc
         0      240ms (flat, cum) 66.67% of Total
         .      240ms     36:		glazes[pot.glaze + std::to_string(seed % 64)]++;

# Whatever fields -F asks for.

$ printf '\n\t    55ee8fd14a60 knead (/tmp/oven)\n\t    55ee8fd14b2c main (/tmp/oven)\n\n' | cprof -folded -
main;knead 1
$ printf 'prog \n\t    55ee8fd14a60 knead\n\nother \n\t    55ee8fd14a61 knead\n\n' | cprof -tags -
 comm: Total 2 of 2 (  100%)
       1 (50.00%): other
       1 (50.00%): prog
\
$ printf '            prog  4100 10.500123:     250000 cycles:u:      55ee8fd14a60 knead+0x10 (/tmp/oven)\n' | cprof -traces -
Type: cycles
-----------+-------------------------------------------------------
      comm:  prog
       tid:  4100
    250000   knead
-----------+-------------------------------------------------------

# Lines that are not of it are told, and refused when they are most.

$ (echo Warning; head -n 30 painter.perf.txt) | cprof -types -
     total  type
         3  samples
         3  page-faults (default)
! standard input: 1 line is not of perf script; the first is line 1
$ (head -n 9 painter.perf.txt; yes no | head -n 20) | cprof -types -
! cprof: standard input: the output of perf script: most lines are none of it: 20 of 29; the first is line 10
? 2
$ head -c 3000 painter.perf.txt | cprof -types -
     total  type
         5  page-faults_samples
      2424  page-faults (default)
         1  cpu-clock_samples
   10.31ms  cpu-clock
