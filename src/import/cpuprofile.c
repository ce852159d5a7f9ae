/*
 * cpuprofile.c: reads a CPU profile of V8 (.cpuprofile), as Chrome, Node and Deno write it.
 *
 *	{"nodes":[{"id":1,"callFrame":{"functionName":"(root)",...},"hitCount":0,"children":[2]},...],
 *	"startTime":100,"endTime":900,"samples":[2,2],"timeDeltas":[50,300]}
 *
 * Times are microseconds. Old ones have the nodes one in the other, seconds, and points in time:
 *
 *	{"head":{"functionName":"(root)",...,"hitCount":0,"id":1,"children":[{...}]},
 *	"startTime":0.1,"endTime":0.9,"samples":[2],"timestamps":[150]}
 */
#include <math.h>

#include "import/v8-profile.h"

enum { MICROS = 1000000 };

struct cpuprofile {
	struct import_json j;
	struct v8_profile p;
	bool old;
	struct json_number start, end; /* as they stand in the file */
};

static void read_member(struct cpuprofile *k, struct str key)
{
	struct json_in *in = &k->j.in;

	if (str_eq(key, STR("nodes"))) {
		v8_read_nodes(&k->j, &k->p);
	} else if (str_eq(key, STR("head"))) {
		v8_read_node(&k->j, &k->p);
		k->old = true;
	} else if (str_eq(key, STR("samples"))) {
		v8_read_samples(&k->j, &k->p);
	} else if (str_eq(key, STR("timeDeltas"))) {
		v8_read_times(&k->j, &k->p);
	} else if (str_eq(key, STR("timestamps"))) {
		v8_read_times(&k->j, &k->p);
		k->p.at_times = true;
	} else if (str_eq(key, STR("startTime"))) {
		json_in_number(in, &k->start);
	} else if (str_eq(key, STR("endTime"))) {
		json_in_number(in, &k->end);
	} else {
		json_in_skip(in);
	}
	if (k->p.nodes.n != 0)
		import_mine(k->j.im);
}

/* A time in microseconds; 0 when it is beyond all times. */
static int64_t micros(const struct cpuprofile *k, const struct json_number *v)
{
	double d = k->old ? v->d * MICROS : v->d;

	return v->is_int && !k->old ? v->i : fabs(d) < (double)INT64_MAX ? llround(d) : 0;
}

static enum import_result read_all(struct cpuprofile *k, struct err *err)
{
	struct import *im = k->j.im;
	struct str key;
	enum import_result result;

	for (json_in_object(&k->j.in); json_in_key(&k->j.in, &key);)
		read_member(k, key);
	result = import_json_end(&k->j, err);
	if (k->p.nodes.n == 0)
		return IMPORT_NOT_MINE;
	if (result != IMPORT_READ)
		return result;
	k->p.start = micros(k, &k->start);
	k->p.end = micros(k, &k->end);
	v8_add_types(im);
	im->duration_nanos = v8_duration(&k->p);
	return v8_add_samples(im, &k->p, NULL, 0, err) ? IMPORT_READ : IMPORT_FAILED;
}

enum import_result import_cpuprofile_read(struct import *im, struct err *err)
{
	struct cpuprofile k = {0};
	struct err why = {0};
	enum import_result result;

	import_json_open(&k.j, im);
	result = read_all(&k, &why);
	if (result == IMPORT_FAILED)
		*err = why;
	import_json_close(&k.j);
	v8_profile_release(&k.p);
	return result;
}
