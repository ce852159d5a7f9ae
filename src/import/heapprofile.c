/*
 * heapprofile.c: reads a sampling heap profile of V8 (.heapprofile), as Chrome and Node write it.
 *
 *	{"head":{"callFrame":{"functionName":"(root)",...},"selfSize":0,"id":1,"children":[{...}]},
 *	"samples":[{"size":4096,"nodeId":7,"ordinal":12},...]}
 *
 * A size is that of what one call has allocated and what was not freed, scaled up by V8 from its samples. How many
 * objects that were is not in the file, but how many samples V8 took is.
 */
#include "import/v8-profile.h"

struct heapprofile {
	struct import_json j;
	struct v8_profile p;
};

/* Reads a sample, which counts as a hit of its node. */
static void read_sample(struct heapprofile *k)
{
	struct str key;
	int64_t id = 0;

	for (json_in_object(&k->j.in); json_in_key(&k->j.in, &key);)
		if (str_eq(key, STR("nodeId")))
			import_json_int(&k->j, &id);
		else
			json_in_skip(&k->j.in);
	if (!k->j.in.failed)
		*vec_add(&k->p.samples) = v8_node(&k->p, id);
	k->j.im->own_memory += sizeof(uint32_t);
}

static bool add_samples(struct heapprofile *k, struct err *err)
{
	struct import *im = k->j.im;

	for (size_t i = 0; i < k->p.samples.n; i++) {
		struct v8_node *n = &k->p.nodes.p[k->p.samples.p[i]];

		/* V8 makes the tree first. What it allocates for that may be among the samples already. */
		n->hits += n->known;
	}
	import_add_type(im, STR("samples"), STR("count"));
	import_add_type(im, STR("space"), STR("bytes"));
	for (uint32_t i = 0; i < k->p.nodes.n; i++) {
		const struct v8_node *n = &k->p.nodes.p[i];
		const int64_t values[] = {n->hits, n->size};

		if (n->hits == 0 && n->size == 0)
			continue;
		v8_add_leaf(im, &k->p, i, 0);
		if (!v8_add_callers(im, &k->p, i, err) || !import_merge_sample(im, values, err))
			return false;
	}
	return true;
}

static enum import_result read_all(struct heapprofile *k, struct err *err)
{
	struct json_in *in = &k->j.in;
	struct str key;
	enum import_result result;

	for (json_in_object(in); json_in_key(in, &key);) {
		if (str_eq(key, STR("head")))
			v8_read_node(&k->j, &k->p);
		else if (str_eq(key, STR("samples")))
			for (json_in_array(in); json_in_element(in);)
				read_sample(k);
		else
			json_in_skip(in);
		if (k->p.nodes.n != 0)
			import_mine(k->j.im);
	}
	result = import_json_end(&k->j, err);
	if (k->p.nodes.n == 0)
		return IMPORT_NOT_MINE;
	if (result == IMPORT_READ && !add_samples(k, err))
		return IMPORT_FAILED;
	return result;
}

enum import_result import_heapprofile_read(struct import *im, struct err *err)
{
	struct heapprofile k = {0};
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
