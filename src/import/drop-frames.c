/*
 * drop-frames.c: gives a profile the frames that pprof drops from it: those of the allocator or of
 * the profiler.
 *
 * The types of the values alone choose the lists of names. The result is drop_frames and
 * keep_frames: regular expressions of the functions to drop, and of those to keep all the same.
 * Names and their order are pprof's (profile/legacy_profile.go), because -proto writes them. Names
 * that only cprof has come after them, from the reader (im->allocator).
 */
#include "base/array.h"
#include "import/memory-map.h"
#include "import/reader.h"

/* Functions that allocate. */
static const char *const alloc_drop[] = {
	"calloc",
	"cfree",
	"malloc",
	"free",
	"memalign",
	"do_memalign",
	"(__)?posix_memalign",
	"pvalloc",
	"valloc",
	"realloc",
	"tcmalloc::.*",
	"tc_calloc",
	"tc_cfree",
	"tc_malloc",
	"tc_free",
	"tc_memalign",
	"tc_posix_memalign",
	"tc_pvalloc",
	"tc_valloc",
	"tc_realloc",
	"tc_new",
	"tc_delete",
	"tc_newarray",
	"tc_deletearray",
	"tc_new_nothrow",
	"tc_newarray_nothrow",
	"malloc_zone_malloc",
	"malloc_zone_calloc",
	"malloc_zone_valloc",
	"malloc_zone_realloc",
	"malloc_zone_memalign",
	"malloc_zone_free",
	"runtime\\..*",
	"BaseArena::.*",
	"(::)?do_malloc_no_errno",
	"(::)?do_malloc_pages",
	"(::)?do_malloc",
	"DoSampledAllocation",
	"MallocedMemBlock::MallocedMemBlock",
	"_M_allocate",
	"__builtin_(vec_)?delete",
	"__builtin_(vec_)?new",
	"__gnu_cxx::new_allocator::allocate",
	"__libc_malloc",
	"__malloc_alloc_template::allocate",
	"allocate",
	"cpp_alloc",
	"operator new(\\[\\])?",
	"simple_alloc::allocate",
};

/* Frames of Go's runtime that lie in the middle or at the root of a stack. */
static const char *const alloc_keep[] = {
	"runtime\\.panic",
	"runtime\\.reflectcall",
	"runtime\\.call[0-9]*",
};

/* Functions that run when the timer of a CPU profiler fires. */
static const char *const cpu_drop[] = {
	"ProfileData::Add",
	"ProfileData::prof_handler",
	"CpuProfiler::prof_handler",
	"__pthread_sighandler",
	"__restore",
};

/* Functions that record how long a thread waited for a lock. */
static const char *const lock_drop[] = {
	"RecordLockProfileData",
	"(base::)?RecordLockProfileData.*",
	"(base::)?SubmitMutexProfileData.*",
	"(base::)?SubmitSpinLockProfileData.*",
	"(base::Mutex::)?AwaitCommon.*",
	"(base::Mutex::)?Unlock.*",
	"(base::Mutex::)?UnlockSlow.*",
	"(base::Mutex::)?ReaderUnlock.*",
	"(base::MutexLock::)?~MutexLock.*",
	"(Mutex::)?AwaitCommon.*",
	"(Mutex::)?Unlock.*",
	"(Mutex::)?UnlockSlow.*",
	"(Mutex::)?ReaderUnlock.*",
	"(MutexLock::)?~MutexLock.*",
	"(SpinLock::)?Unlock.*",
	"(SpinLock::)?SlowUnlock.*",
	"(SpinLockHolder::)?~SpinLockHolder.*",
};

enum { ALLOC_DROP, ALLOC_KEEP, CPU_DROP, LOCK_DROP, NONE };

#define LIST(a) \
	{ \
		(a), ARRAY_LEN(a) \
	}

static const struct {
	const char *const *names;
	size_t n;
} lists[] = {
	[ALLOC_DROP] = LIST(alloc_drop),
	[ALLOC_KEEP] = LIST(alloc_keep),
	[CPU_DROP] = LIST(cpu_drop),
	[LOCK_DROP] = LIST(lock_drop),
	[NONE] = {NULL, 0},
};

/* The first row whose types are those of the profile applies; the row without types fits all. */
static const struct {
	const char *types[5];
	int drop, keep;
} rows[] = {
	{{"allocations", "size"}, ALLOC_DROP, ALLOC_KEEP},
	{{"objects", "space"}, ALLOC_DROP, ALLOC_KEEP},
	{{"inuse_objects", "inuse_space"}, ALLOC_DROP, ALLOC_KEEP},
	{{"alloc_objects", "alloc_space"}, ALLOC_DROP, ALLOC_KEEP},
	{{"alloc_objects", "alloc_space", "inuse_objects", "inuse_space"}, ALLOC_DROP, ALLOC_KEEP},
	{{"contentions", "delay"}, LOCK_DROP, NONE},
	{{NULL}, CPU_DROP, NONE},
};

static bool has_types(const struct import *im, const char *const types[5])
{
	size_t n = 0;

	for (; types[n] != NULL; n++)
		if (n == im->types.n ||
			!str_eq_c(intern_str(&im->strings, im->types.p[n].type), types[n]))
			return false;
	return n == 0 || n == im->types.n;
}

/* Joins the names of a list, and `more` unless it is NULL, to one regular expression. */
static raw_str join(struct import *im, int list, const char *more)
{
	struct arena scratch = {0};
	struct str *parts = arena_array(&scratch, struct str, lists[list].n + 1);
	size_t n = 0;
	raw_str joined;

	while (n < lists[list].n) {
		parts[n] = str_from_c(lists[list].names[n]);
		n++;
	}
	if (more != NULL)
		parts[n++] = str_from_c(more);
	joined = import_string(im, arena_join(&scratch, parts, n, STR("|")));
	arena_release(&scratch);
	return joined;
}

void import_drop_frames(struct import *im, raw_str *drop, raw_str *keep)
{
	size_t i = 0;

	while (!has_types(im, rows[i].types))
		i++;
	*drop = join(im, rows[i].drop, im->allocator);
	*keep = join(im, rows[i].keep, NULL);
}
