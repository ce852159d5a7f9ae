# frames.s: functions that say in different ways who called them, for the tests of unwinding. They are never run.

	.text
	.globl _start
_start:	# the first function: nobody called it
	.cfi_startproc
	.cfi_undefined %rip
	call	pointer
	nop
	.cfi_endproc

pointer: # the caller by the frame pointer, and a register that is kept
	.cfi_startproc
	push	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	mov	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	push	%rbx
	.cfi_offset %rbx, -24
	call	silent
	nop
	.cfi_endproc

silent: # as a compiler that runs within a program makes it: a frame pointer, and no table
	push	%rbp
	mov	%rsp, %rbp
	call	flat
	nop

flat: # the caller by the stack pointer
	.cfi_startproc
	sub	$40, %rsp
	.cfi_def_cfa_offset 48
	nop
	nop
	.cfi_endproc

restore: # what a signal handler returns to: all registers are on the stack
	.cfi_startproc
	.cfi_signal_frame
	.cfi_def_cfa %rsp, 64
	.cfi_offset %rip, -8
	.cfi_offset %rsp, -16
	.cfi_offset %rbp, -24
	nop
	nop
	.cfi_endproc

handler:
	.cfi_startproc
	nop
	nop
	.cfi_endproc

	.p2align 4
stub: # as a linker makes it: the stack pointer by the place in 16 bytes, DW_OP_breg7 8; breg16 0; lit15; and; lit11; ge; lit3; shl; plus
	.cfi_startproc
	.cfi_escape 0x0f, 11, 0x77, 8, 0x80, 0, 0x3f, 0x1a, 0x3b, 0x2a, 0x33, 0x24, 0x22
	jmp	*0(%rip)
	.byte	0x68, 0, 0, 0, 0 # push $0
	jmp	stub
	.cfi_endproc
