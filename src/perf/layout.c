/*
 * layout.c: reads attributes, samples and maps.
 */
#include "perf/layout.h"

/* The bits of sample_type: the fields that a sample has. */
enum sample_field {
	FIELD_IP = 1 << 0,
	FIELD_TID = 1 << 1,
	FIELD_TIME = 1 << 2,
	FIELD_ADDR = 1 << 3,
	FIELD_READ = 1 << 4,
	FIELD_CALLCHAIN = 1 << 5,
	FIELD_ID = 1 << 6,
	FIELD_CPU = 1 << 7,
	FIELD_PERIOD = 1 << 8,
	FIELD_STREAM_ID = 1 << 9,
	FIELD_RAW = 1 << 10,
	FIELD_BRANCHES = 1 << 11,
	FIELD_REGISTERS = 1 << 12,
	FIELD_STACK_USER = 1 << 13,
	FIELD_IDENTIFIER = 1 << 16,
};

/* The bits of read_format: the numbers that a field READ has. */
enum { READ_ENABLED = 1, READ_RUNNING = 2, READ_ID = 4, READ_GROUP = 8, READ_LOST = 16 };

/* The bits of the flags of an attribute that are looked at. */
#define FLAG_FREQUENCY (UINT64_C(1) << 10)
#define FLAG_SAMPLE_ID_ALL (UINT64_C(1) << 18)

/* A bit of branch_sample_type: a number more stands in front of the branches, of which each has three. */
#define BRANCH_INDEX (UINT64_C(1) << 17)

enum { NUMBER = 8 }; /* bytes of nearly all fields */

bool perf_attr_read(struct perf_bytes *b, uint64_t size, struct perf_attr *attr)
{
	struct str all = perf_take(b, size);
	struct perf_bytes in = {.p = all.p, .n = all.n};
	uint64_t flags;

	*attr = (struct perf_attr){.type = perf_u32(&in)};
	perf_take(&in, 4);
	attr->config = perf_u64(&in);
	attr->period = perf_u64(&in);
	attr->sample_type = perf_u64(&in);
	attr->read_format = perf_u64(&in);
	flags = perf_u64(&in);
	attr->frequency = (flags & FLAG_FREQUENCY) != 0;
	attr->sample_id_all = (flags & FLAG_SAMPLE_ID_ALL) != 0;
	perf_take(&in,
		4 + 4 + 8 + 8); /* when to wake up; of hardware: where to break, more of `config` */
	attr->branches = perf_u64(&in);
	attr->registers = perf_u64(&in);
	return !b->bad && size >= PERF_ATTR_MIN;
}

bool perf_attr_has_stacks(const struct perf_attr *attr)
{
	return (attr->sample_type & FIELD_STACK_USER) != 0;
}

/*
 * Takes a field READ: the counter of the event, or those of its group. Of one event the times stand between its value
 * and its id, of a group they stand in front.
 */
static void take_read(struct perf_bytes *in, uint64_t format, struct perf_sample *s)
{
	uint64_t size = (uint64_t)NUMBER *
		(1u + ((format & READ_ID) != 0) + ((format & READ_LOST) != 0));
	uint64_t times = (uint64_t)NUMBER *
		(((format & READ_ENABLED) != 0) + ((format & READ_RUNNING) != 0));
	bool group = (format & READ_GROUP) != 0;
	uint64_t n = group ? perf_u64(in) : 1;

	in->bad |= n > in->n;
	if (in->bad)
		return;
	if (group)
		perf_take(in, times);
	s->counters = perf_take(in, n * size + (group ? 0 : times));
	if ((format & READ_ID) != 0 && (group || times == 0))
		s->counter = (size_t)size;
}

static struct str take_chain(struct perf_bytes *in)
{
	uint64_t n = perf_u64(in);

	in->bad |= n > in->n / NUMBER;
	return perf_take(in, in->bad ? 0 : n * NUMBER);
}

/* Takes the registers and the stack, and what stands before them. */
static void take_stack(struct perf_bytes *in, const struct perf_attr *attr, struct perf_sample *s)
{
	uint64_t has = attr->sample_type, n;

	if ((has & FIELD_RAW) != 0)
		perf_take(in, perf_u32(in));
	if ((has & FIELD_BRANCHES) != 0) {
		n = perf_u64(in);
		perf_take(in, (attr->branches & BRANCH_INDEX) != 0 ? NUMBER : 0);
		perf_take(in, n > in->n ? n : n * 3 * NUMBER);
	}
	if ((has & FIELD_REGISTERS) != 0) {
		s->abi = perf_u64(in);
		s->mask = attr->registers;
		n = s->abi != 0 ? NUMBER * (uint64_t)__builtin_popcountll(s->mask) : 0;
		s->registers = perf_take(in, n);
	}
	if ((has & FIELD_STACK_USER) != 0) {
		n = perf_u64(in);
		s->stack = perf_take(in, n);
		n = n != 0 ? perf_u64(in) : 0; /* so many of them were there to be copied */
		s->stack.n = n < s->stack.n ? (size_t)n : s->stack.n;
	}
}

bool perf_sample_read(const struct perf_attr *attr, struct str body, struct perf_sample *s)
{
	struct perf_bytes in = {.p = body.p, .n = body.n};
	uint64_t has = attr->sample_type;

	*s = (struct perf_sample){.period = attr->frequency ? 1 : attr->period};
	if ((has & FIELD_IDENTIFIER) != 0)
		s->id = perf_u64(&in);
	if ((has & FIELD_IP) != 0)
		s->ip = perf_u64(&in);
	if ((has & FIELD_TID) != 0) {
		s->pid = perf_u32(&in);
		s->tid = perf_u32(&in);
	}
	if ((has & FIELD_TIME) != 0)
		s->time = perf_u64(&in);
	if ((has & FIELD_ADDR) != 0)
		perf_u64(&in);
	if ((has & FIELD_ID) != 0)
		s->id = perf_u64(&in);
	if ((has & FIELD_STREAM_ID) != 0)
		perf_u64(&in);
	if ((has & FIELD_CPU) != 0)
		perf_u64(&in);
	if ((has & FIELD_PERIOD) != 0)
		s->period = perf_u64(&in);
	if ((has & FIELD_READ) != 0)
		take_read(&in, attr->read_format, s);
	if ((has & FIELD_CALLCHAIN) != 0)
		s->chain = take_chain(&in);
	if (perf_attr_has_stacks(attr))
		take_stack(&in, attr, s);
	return !in.bad;
}

uint64_t perf_sample_id(const struct perf_attr *attr, struct str body)
{
	static const uint64_t before = FIELD_IP | FIELD_TID | FIELD_TIME | FIELD_ADDR;
	struct perf_bytes in = {.p = body.p, .n = body.n};

	if ((attr->sample_type & (FIELD_IDENTIFIER | FIELD_ID)) == 0)
		return 0;
	if ((attr->sample_type & FIELD_IDENTIFIER) == 0)
		perf_take(&in, NUMBER * (uint64_t)__builtin_popcountll(attr->sample_type & before));
	return perf_u64(&in);
}

uint64_t perf_record_time(const struct perf_attr *attr, struct str body)
{
	static const uint64_t behind = FIELD_TIME | FIELD_ID | FIELD_STREAM_ID | FIELD_CPU |
		FIELD_IDENTIFIER;
	size_t n = NUMBER * (size_t)__builtin_popcountll(attr->sample_type & behind);

	if (!attr->sample_id_all || (attr->sample_type & FIELD_TIME) == 0 || n > body.n)
		return 0;
	return perf_load(body.p + body.n - n);
}

bool perf_mmap_read(const struct perf_record *rec, struct perf_mmap *m)
{
	enum { EXECUTE = 4 };
	struct perf_bytes in = {.p = rec->body.p, .n = rec->body.n};

	*m = (struct perf_mmap){.pid = perf_u32(&in),
		.kernel = (rec->misc & PERF_MODE) == PERF_MODE_KERNEL,
		.code = (rec->misc & PERF_MMAP_DATA) == 0};
	perf_take(&in, 4);
	m->start = perf_u64(&in);
	m->size = perf_u64(&in);
	m->offset = perf_u64(&in);
	if (rec->type == PERF_MMAP2) {
		struct perf_bytes which = in;
		uint32_t n = perf_u32(&which) & 0xff;

		perf_take(&in, 24); /* the build ID, or the device, the inode and its generation */
		if ((rec->misc & PERF_MMAP2_BUILD_ID) != 0)
			m->build_id = str_sub(perf_take(&which, PERF_BUILD_ID_MAX), 0, n);
		m->code = (perf_u32(&in) & EXECUTE) != 0;
		perf_take(&in, 4);
	}
	m->file = perf_text(&in);
	return !in.bad;
}
