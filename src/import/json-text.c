/*
 * json-text.c: gives a reader its text as JSON, piece by piece.
 */
#include "import/json-text.h"

#include <math.h>

/* Beyond it a double skips whole numbers. */
#define WHOLE_MAX 9007199254740992.0

static bool more(void *data, size_t done, struct str *text, size_t *dropped)
{
	struct import_json *j = data;
	struct import *im = j->im;
	uint64_t offset = im->stream->offset;
	bool more;

	arena_rewind(&j->scratch);
	im->at = im->mine ? done : 0;
	more = import_more(im);
	im->at = 0;
	*dropped = (size_t)(im->stream->offset - offset);
	*text = im->text;
	return more;
}

void import_json_open(struct import_json *j, struct import *im)
{
	struct json_source source = {more, j};

	j->im = im;
	j->scratch = (struct arena){0};
	json_in_stream(&j->in, im->text, source, &j->scratch);
	import_use_names(im);
	im->exact = true;
}

void import_json_close(struct import_json *j)
{
	arena_release(&j->scratch);
}

enum import_result import_json_end(struct import_json *j, struct err *err)
{
	struct err why = {0};

	if (json_in_close(&j->in, &why))
		return IMPORT_READ;
	err_set(err, "%s, %s", j->im->format->name, why.text);
	return IMPORT_FAILED;
}

bool import_json_is_cut(struct import_json *j)
{
	return j->in.failed && !j->im->broken && j->im->stream->end && j->in.at >= j->in.text.n;
}

bool import_json_string(struct import_json *j, raw_str *v)
{
	struct str s;

	if (!json_in_string(&j->in, &s))
		return false;
	*v = import_string(j->im, s);
	return true;
}

bool import_json_int(struct import_json *j, int64_t *v)
{
	struct json_number n = {0};

	if (!json_in_number(&j->in, &n))
		return false;
	if (!n.is_int && fabs(n.d) > WHOLE_MAX)
		return json_in_fail(&j->in, "the number is too large");
	*v = n.is_int ? n.i : llround(n.d);
	return true;
}
