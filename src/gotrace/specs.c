/*
 * specs.c: the table of the types of events, one row each.
 */
#include "gotrace/specs.h"

const struct gotrace_spec gotrace_specs[GT_N_TYPES] = {
	/* Processors. */
	[GT_PROCS_CHANGE] = {"ProcsChange", GT_GO_22, 2, .stack = 2},     /* GOMAXPROCS, stack */
	[GT_PROC_START] = {"ProcStart", GT_GO_22, 2, .changes = GT_PROC}, /* processor, sequence */
	[GT_PROC_STOP] = {"ProcStop", GT_GO_22, 0, .changes = GT_PROC},
	[GT_PROC_STEAL] = {"ProcSteal", GT_GO_22, 3,
		.changes = GT_PROC}, /* processor, sequence, thread */
	[GT_PROC_STATUS] = {"ProcStatus", GT_GO_22, 2, .changes = GT_PROC}, /* processor, status */

	/* Goroutines. "own stack" is where the new goroutine starts. */
	[GT_GO_CREATE] = {"GoCreate", GT_GO_22, 3, .stack = 3, .stack2 = 2,
		.changes = GT_GOROUTINE}, /* goroutine, own stack, stack */
	[GT_GO_CREATE_SYSCALL] = {"GoCreateSyscall", GT_GO_22, 1,
		.changes = GT_GOROUTINE},                                  /* goroutine */
	[GT_GO_START] = {"GoStart", GT_GO_22, 2, .changes = GT_GOROUTINE}, /* goroutine, sequence */
	[GT_GO_DESTROY] = {"GoDestroy", GT_GO_22, 0, .changes = GT_GOROUTINE},
	[GT_GO_DESTROY_SYSCALL] = {"GoDestroySyscall", GT_GO_22, 0, .changes = GT_GOROUTINE},
	[GT_GO_STOP] = {"GoStop", GT_GO_22, 2, .stack = 2, .string = 1,
		.changes = GT_GOROUTINE}, /* reason, stack */
	[GT_GO_BLOCK] = {"GoBlock", GT_GO_22, 2, .stack = 2, .string = 1,
		.changes = GT_GOROUTINE}, /* reason, stack */
	[GT_GO_UNBLOCK] = {"GoUnblock", GT_GO_22, 3, .stack = 3,
		.changes = GT_GOROUTINE}, /* goroutine, sequence, stack */
	[GT_GO_SYSCALL_BEGIN] = {"GoSyscallBegin", GT_GO_22, 2, .stack = 2,
		.changes = GT_GOROUTINE}, /* sequence of the processor, stack */
	[GT_GO_SYSCALL_END] = {"GoSyscallEnd", GT_GO_22, 0, .changes = GT_GOROUTINE},
	[GT_GO_SYSCALL_END_BLOCKED] = {"GoSyscallEndBlocked", GT_GO_22, 0, .changes = GT_GOROUTINE},
	[GT_GO_STATUS] = {"GoStatus", GT_GO_22, 3,
		.changes = GT_GOROUTINE}, /* goroutine, thread, status */

	/* Stops of all goroutines, garbage collection. */
	[GT_STW_BEGIN] = {"STWBegin", GT_GO_22, 2, .stack = 2, .string = 1}, /* reason, stack */
	[GT_STW_END] = {"STWEnd", GT_GO_22, 0},
	[GT_GC_ACTIVE] = {"GCActive", GT_GO_22, 1},                   /* sequence */
	[GT_GC_BEGIN] = {"GCBegin", GT_GO_22, 2, .stack = 2},         /* sequence, stack */
	[GT_GC_END] = {"GCEnd", GT_GO_22, 1},                         /* sequence */
	[GT_SWEEP_ACTIVE] = {"GCSweepActive", GT_GO_22, 1},           /* processor */
	[GT_SWEEP_BEGIN] = {"GCSweepBegin", GT_GO_22, 1, .stack = 1}, /* stack */
	[GT_SWEEP_END] = {"GCSweepEnd", GT_GO_22, 2},             /* bytes swept, bytes reclaimed */
	[GT_ASSIST_ACTIVE] = {"GCMarkAssistActive", GT_GO_22, 1}, /* goroutine */
	[GT_ASSIST_BEGIN] = {"GCMarkAssistBegin", GT_GO_22, 1, .stack = 1}, /* stack */
	[GT_ASSIST_END] = {"GCMarkAssistEnd", GT_GO_22, 0},
	[GT_HEAP_ALLOC] = {"HeapAlloc", GT_GO_22, 1}, /* bytes */
	[GT_HEAP_GOAL] = {"HeapGoal", GT_GO_22, 1},   /* bytes */

	/* What the program says of itself. */
	[GT_GO_LABEL] = {"GoLabel", GT_GO_22, 1, .string = 1}, /* label */
	[GT_TASK_BEGIN] = {"UserTaskBegin", GT_GO_22, 4, .stack = 4,
		.string = 3},                                     /* task, parent, name, stack */
	[GT_TASK_END] = {"UserTaskEnd", GT_GO_22, 2, .stack = 2}, /* task, stack */
	[GT_REGION_BEGIN] = {"UserRegionBegin", GT_GO_22, 3, .stack = 3,
		.string = 2}, /* task, name, stack */
	[GT_REGION_END] = {"UserRegionEnd", GT_GO_22, 3, .stack = 3,
		.string = 2}, /* task, name, stack */
	[GT_LOG] = {"UserLog", GT_GO_22, 4, .stack = 4, .string = 2,
		.string2 = 3}, /* task, key, text, stack */

	/* Since Go 1.23. */
	[GT_GO_SWITCH] = {"GoSwitch", GT_GO_23, 2,
		.changes = GT_GOROUTINE}, /* goroutine, sequence */
	[GT_GO_SWITCH_DESTROY] = {"GoSwitchDestroy", GT_GO_23, 2,
		.changes = GT_GOROUTINE}, /* goroutine, sequence */
	[GT_GO_CREATE_BLOCKED] = {"GoCreateBlocked", GT_GO_23, 3, .stack = 3, .stack2 = 2,
		.changes = GT_GOROUTINE}, /* as GoCreate */
	[GT_GO_STATUS_STACK] = {"GoStatusStack", GT_GO_23, 4, .stack = 4,
		.changes = GT_GOROUTINE}, /* goroutine, thread, status, stack */
	[GT_SPAN] = {"Span", GT_GO_23, 3},
	[GT_SPAN_ALLOC] = {"SpanAlloc", GT_GO_23, 3},
	[GT_SPAN_FREE] = {"SpanFree", GT_GO_23, 1},
	[GT_HEAP_OBJECT] = {"HeapObject", GT_GO_23, 2},
	[GT_HEAP_OBJECT_ALLOC] = {"HeapObjectAlloc", GT_GO_23, 2},
	[GT_HEAP_OBJECT_FREE] = {"HeapObjectFree", GT_GO_23, 1},
	[GT_GO_STACK] = {"GoroutineStack", GT_GO_23, 2},
	[GT_GO_STACK_ALLOC] = {"GoroutineStackAlloc", GT_GO_23, 2},
	[GT_GO_STACK_FREE] = {"GoroutineStackFree", GT_GO_23, 1},
};
