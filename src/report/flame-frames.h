/*
 * flame-frames.h: What pages and pictures of flame graphs say of a frame. For report/ and screen/.
 */
#ifndef CPROF_REPORT_FLAME_FRAMES_H
#define CPROF_REPORT_FLAME_FRAMES_H

#include "report/node-frames.h"

/* All in the report's arena. */
struct flame_frames {
	struct report *r;
	const struct nodes *nodes;
	struct node_frames frames;
	const bool *inlined; /* by node_id: all of its frames were inlined into their callers */
};

void flame_frames_init(struct flame_frames *k, struct report *r, const struct nodes *nodes);

/* What identifies the frame, without file and line where it has a function: "0000000000401136 main.f". */
struct str flame_frame_name(const struct flame_frames *k, node_id id);

/* The same, short, as in pictures of call graphs, without type arguments, with the line: "jobs.(*Pool[..]).work:12". */
struct str flame_frame_label(const struct flame_frames *k, node_id id);

/* Its file; empty where that is its name. */
struct str flame_frame_file(const struct flame_frames *k, node_id id);

/* What a page or picture is called: "shop cpu". *program becomes "shop": the program, or the first file that was read. */
struct str flame_title(const struct report *r, struct str *program);

/* What a legend says of a side of a comparison: "Before: shop.cpu.pb.gz and 2 more, 20s, the base". */
struct str flame_side(const struct report *r, enum report_sides which);

/* A sentence where one side was profiled for longer than the other; else empty. */
struct str flame_durations(const struct report *r);

#endif
