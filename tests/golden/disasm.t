# `disasm` prints the instructions of functions with what was measured at each. The program is named before
# the profile, or found with PPROF_BINARY_PATH. It was loaded far from where it was linked; the addresses are
# those of the file. objdump takes it apart: -tools says where that is, so that this does not depend on what
# is installed. What follows ';' is where an instruction is from, where that changes.

$ cprof -tools=symbols/asm.tools/gnu -disasm='^turn$' symbols/asm.bin symbols/asm.pb.gz
Total: 900ms
ROUTINE ======================== turn
     500ms      710ms (flat, cum) 78.89% of Total
      20ms       20ms        230: mov    %rdi,%r10                        ;turn asm.c:22
      30ms       30ms        233: test   %rdi,%rdi                        ;turn asm.c:25
      40ms       40ms        236: je     270 <turn+0x40>
         .          .        238: xor    %r8d,%r8d
      10ms       10ms        23b: xor    %r9d,%r9d                        ;turn asm.c:23
      20ms       20ms        23e: xchg   %ax,%ax
      30ms       30ms        240: mov    %r8,%rdi                         ;turn asm.c:26
      40ms       40ms        243: xor    %r9,%rdi
         .      210ms        246: call   200 <grind>
      10ms       10ms        24b: mov    %rax,%rdx                        ;sift asm.c:11
      20ms       20ms        24e: shr    %rdx
      30ms       30ms        251: test   $0x1,%al
      40ms       40ms        253: je     25a <turn+0x2a>
         .          .        255: lea    0x1(%rax,%rax,2),%rdx
      10ms       10ms        25a: add    $0x1,%r8                         ;turn asm.c:25
      20ms       20ms        25e: add    %rdx,%r9                         ;turn asm.c:26
      30ms       30ms        261: cmp    %r8,%r10                         ;turn asm.c:25
      40ms       40ms        264: jne    240 <turn+0x10>
         .          .        266: mov    %r9,%rax                         ;turn asm.c:28
      10ms       10ms        269: ret
      20ms       20ms        26a: nopw   0x0(%rax,%rax,1)
      30ms       30ms        270: xor    %r9d,%r9d                        ;turn asm.c:23
      40ms       40ms        273: mov    %r9,%rax                         ;turn asm.c:28
         .          .        276: ret
      10ms       10ms        277: nopw   0x0(%rax,%rax,1)

# llvm-objdump is preferred where there are both; intel_syntax is obeyed by both.

$ PPROF_TOOLS=symbols/asm.tools/llvm,symbols/asm.tools/gnu PPROF_BINARY_PATH=symbols \
  cprof -disasm='^grind$' symbols/asm.pb.gz
Total: 900ms
ROUTINE ======================== grind
     210ms      210ms (flat, cum) 23.33% of Total
         .          .        200: movq	%rdi, %rax                         ;grind asm.c:15
      10ms       10ms        203: movl	$16, %edx
                                                                          ;grind asm.c:17
      20ms       20ms        208: movabsq	$6364136223846793005, %rsi # imm = 0x5851F42D4C957F2D
      30ms       30ms        212: nopw	(%rax,%rax)
      40ms       40ms        218: movq	%rax, %rcx
         .          .        21b: shrq	$7, %rax
      10ms       10ms        21f: imulq	%rsi, %rcx
      20ms       20ms        223: addq	%rcx, %rax
      30ms       30ms        226: subl	$1, %edx                           ;grind asm.c:16
      40ms       40ms        229: jne	0x218 <grind+0x18>
         .          .        22b: retq                                    ;grind asm.c:19
      10ms       10ms        22c: nopl	(%rax)
$ cprof -tools=objdump:symbols/asm.tools/llvm -intel_syntax -disasm='^grind$' symbols/asm.bin symbols/asm.pb.gz
Total: 900ms
ROUTINE ======================== grind
     210ms      210ms (flat, cum) 23.33% of Total
         .          .        200: mov	rax, rdi                            ;grind asm.c:15
      10ms       10ms        203: mov	edx, 16
      20ms       20ms        208: movabs	rsi, 6364136223846793005         ;grind asm.c:17
      30ms       30ms        212: nop	word ptr [rax + rax]
      40ms       40ms        218: mov	rcx, rax
         .          .        21b: shr	rax, 7
      10ms       10ms        21f: imul	rcx, rsi
      20ms       20ms        223: add	rax, rcx
      30ms       30ms        226: sub	edx, 1                              ;grind asm.c:16
      40ms       40ms        229: jne	0x218 <grind+0x18>
         .          .        22b: ret                                     ;grind asm.c:19
      10ms       10ms        22c: nop	dword ptr [rax]
$ cprof -tools=objdump:symbols/asm.tools/gnu/objdump -intel_syntax -disasm='^grind$' symbols/asm.bin symbols/asm.pb.gz
Total: 900ms
ROUTINE ======================== grind
     210ms      210ms (flat, cum) 23.33% of Total
         .          .        200: mov    rax,rdi                          ;grind asm.c:15
      10ms       10ms        203: mov    edx,0x10
      20ms       20ms        208: movabs rsi,0x5851f42d4c957f2d           ;grind asm.c:17
      30ms       30ms        212: nop    WORD PTR [rax+rax*1+0x0]
      40ms       40ms        218: mov    rcx,rax
         .          .        21b: shr    rax,0x7
      10ms       10ms        21f: imul   rcx,rsi
      20ms       20ms        223: add    rax,rcx
      30ms       30ms        226: sub    edx,0x1                          ;grind asm.c:16
      40ms       40ms        229: jne    218 <grind+0x18>
         .          .        22b: ret                                     ;grind asm.c:19
      10ms       10ms        22c: nop    DWORD PTR [rax+0x0]

# Several functions come in the order of their names. Filters apply. Symbols are those of the binary, so that
# the profile need not be symbolized.

$ cprof -symbolize=none -tools=symbols/asm.tools/gnu -disasm='start|grind' symbols/asm.bin symbols/asm.pb.gz \
  | grep -A1 ROUTINE
ROUTINE ======================== _start
     190ms      900ms (flat, cum)   100% of Total
--
ROUTINE ======================== grind
     210ms      210ms (flat, cum) 23.33% of Total
$ cprof -tools=symbols/asm.tools/gnu -focus=sift -disasm=. symbols/asm.bin symbols/asm.pb.gz | grep -A1 ROUTINE
ROUTINE ======================== _start
         0      100ms (flat, cum) 11.11% of Total
--
ROUTINE ======================== turn
     100ms      100ms (flat, cum) 11.11% of Total

# An address is one of the running program, as `top -addresses` prints it. One that no mapping has is taken for
# one of the file.

$ cprof -tools=symbols/asm.tools/gnu -disasm=0x7f0000000206 symbols/asm.bin symbols/asm.pb.gz | head -n 4
Total: 900ms
ROUTINE ======================== grind
     210ms      210ms (flat, cum) 23.33% of Total
         .          .        200: mov    %rdi,%rax                        ;grind asm.c:15
$ cprof -tools=symbols/asm.tools/gnu -disasm=0x206 symbols/asm.bin symbols/asm.pb.gz | sed -n 2p
ROUTINE ======================== grind

# `list` takes addresses, too: of all functions that are inlined there.

$ cprof -list=0x7f000000024b -trim_path=/src/asm -source_path=symbols symbols/asm.bin symbols/asm.pb.gz
Total: 900ms
ROUTINE ======================== sift in asm.c
     100ms      100ms (flat, cum) 11.11% of Total
         .          .      7:static inline word sift(word x)
         .          .      8:{
         .          .      9:	word odd = x & 1;
         .          .     10:
     100ms      100ms     11:	return odd ? 3 * x + 1 : x / 2;
         .          .     12:}
         .          .     13:
         .          .     14:__attribute__((noinline)) word grind(word x)
         .          .     15:{
         .          .     16:	for (int i = 0; i < 16; i++)
ROUTINE ======================== turn in asm.c
     400ms      710ms (flat, cum) 78.89% of Total
         .          .     21:__attribute__((noinline)) word turn(word n)
      20ms       20ms     22:{
      60ms       60ms     23:	word sum = 0;
         .          .     24:
     150ms      150ms     25:	for (word i = 0; i < n; i++)
      90ms      400ms     26:		sum += sift(grind(i ^ sum));
         .          .     27:	return sum;
      80ms       80ms     28:}
         .          .     29:
         .          .     30:__attribute__((noreturn)) void _start(void)
         .          .     31:{
         .          .     32:	word code = turn(1000) & 1;
         .          .     33:

$ cprof -list=0x24b -trim_path=/src/asm -source_path=symbols symbols/asm.bin symbols/asm.pb.gz | grep ROUTINE
ROUTINE ======================== sift in asm.c
ROUTINE ======================== turn in asm.c
$ cprof -list=0x24c -trim_path=/src/asm -source_path=symbols symbols/asm.bin symbols/asm.pb.gz | grep ROUTINE
ROUTINE ======================== turn in asm.c
$ cprof -tools=symbols/asm.tools/gnu -weblist=0x206 -output=$TMP/grind.html symbols/asm.bin symbols/asm.pb.gz && grep '<h2' $TMP/grind.html
<h2>grind</h2>
! Generating report in $TMP/grind.html

# What stands in the way is said, and what to do about it.

$ cprof -disasm=nosuch symbols/asm.bin symbols/asm.pb.gz
! cprof: no function with code of its own matches nosuch
? 2
$ cprof -disasm=turm symbols/asm.bin symbols/asm.pb.gz
! cprof: no function with code of its own matches turm; did you mean turn?
? 2
$ cprof -disasm=sift symbols/asm.bin symbols/asm.pb.gz
! cprof: no function with code of its own matches sift; list and weblist show what is inlined
? 2
$ cprof -disasm=turn symbols/asm.pb.gz
! No symbols for /opt/asm.bin (build ID d7007819271b1a14519fa8af0452189ed0eceef3): No such file or directory; PPROF_BINARY_PATH names the folders where binaries are looked for
! cprof: no function with code of its own matches turn; /opt/asm.bin: No such file or directory; name the program before the profile, or say in PPROF_BINARY_PATH where it is
? 2
$ cprof -disasm=0x99 symbols/asm.bin symbols/asm.pb.gz
! cprof: no function with samples is at 0x99
? 2
$ cprof -disasm=0x7f0000000206 -focus=_start -ignore=grind symbols/asm.bin symbols/asm.pb.gz
! cprof: 0x7f0000000206 is in grind, of which there are no samples
? 2
$ cprof -tools=$TMP -disasm=turn symbols/asm.bin symbols/asm.pb.gz
! cprof: no objdump where -tools or PPROF_TOOLS says ($TMP); give the folder it is in: -tools=objdump:/usr/bin
? 2
$ PATH=$TMP $(command -v cprof) -disasm=turn symbols/asm.bin symbols/asm.pb.gz
! cprof: there is no objdump in PATH, which disassembles: install binutils or llvm, or say where it is with -tools=objdump:FOLDER
? 2
$ cprof -disasm=main fern.node.wall.pb.gz
! cprof: no function with code of its own matches main; the profile names no binary: name the program before the profile
? 2
$ mkdir $TMP/bad; printf '#!/bin/sh\n[ "$1" = --version ] && { echo GNU objdump; exit; }\necho "what is $0?" >&2\nexit 1\n' \
  >$TMP/bad/objdump; chmod +x $TMP/bad/objdump; \
  cprof -tools=$TMP/bad -disasm=turn symbols/asm.bin symbols/asm.pb.gz
! cprof: $TMP/bad/objdump failed: what is $TMP/bad/objdump?
? 2

# In the console, with a regular expression and with an address.

$ cprof -tools=symbols/asm.tools/gnu symbols/asm.bin symbols/asm.pb.gz 2>&1 | sed 1,5d
< disasm _start
< intel_syntax=true
< disasm 0x7f0000000200 | head -n 5
< disasm
ROUTINE ======================== _start
     190ms      900ms (flat, cum)   100% of Total
      20ms       20ms        280: mov    $0x3e8,%edi                      ;_start asm.c:32
      30ms      740ms        285: call   230 <turn>
      40ms       40ms        28a: and    $0x1,%eax
         .          .        28d: mov    %rax,%rdi
      10ms       10ms        290: mov    $0x3c,%eax                       ;_start asm.c:35
      20ms       20ms        295: nopl   (%rax)
      30ms       30ms        298: syscall
      40ms       40ms        29a: jmp    298 <_start+0x18>                ;_start asm.c:34
Total: 900ms
ROUTINE ======================== grind
     210ms      210ms (flat, cum) 23.33% of Total
         .          .        200: mov    rax,rdi                          ;grind asm.c:15
      10ms       10ms        203: mov    edx,0x10
cprof: disasm needs a regular expression

# A sample counts once in a heading, also where it has several instructions of a function: here `turn` calls itself.

$ ./stacks >$TMP/turns
< binary symbols/asm.bin
< 2 | 0x24b | 0x246 | 0x246 | 0x253
< 1 | 0x246

$ cprof -tools=symbols/asm.tools/gnu -disasm=turn symbols/asm.bin $TMP/turns | head -n 3
Total: 3
ROUTINE ======================== turn
         3          3 (flat, cum)   100% of Total
