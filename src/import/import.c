/*
 * import.c: chooses who reads a file: the reader of a format, or the decoder of profile.proto.
 *
 * Readers whose format claims the file are asked first, in the order of the table, until one says
 * that the file is its own. Then, if it is a text, what stands behind or between other text is
 * tried. Then the file is decoded. When all fail, the table names the file, unless it begins like a
 * profile.proto.
 */
#include "import/import.h"

#include <assert.h>

#include "import/reader.h"
#include "import/recognize.h"
#include "profile/decode.h"

/* What is to be read, and by whom. */
struct import_job {
	const struct import_format *formats;
	size_t n;
	struct builder *b;
	struct stream *stream;
	const struct load_limits *limits;
	bool claimed; /* some reader's format claims the file */
};

/* Reads on to the end, so that the stream has all of the file at hand. */
static bool hold_all(struct stream *s, struct err *err)
{
	while (!s->end) {
		if (!stream_more(s, err))
			return false;
		if (s->n > stream_memory_limit(s))
			return err_set(err, "%s", stream_memory_refused);
	}
	return true;
}

/* Lets the reader of a format try. `preamble` has the text to read; NULL: it is all of the file. */
static enum import_result try(const struct import_job *job, const struct import_format *format,
	const struct import_preamble *preamble, struct err *err)
{
	static const struct import_preamble none = {0};
	struct import im;
	enum import_result result;

	if (!format->by_line && !format->by_part && !hold_all(job->stream, err))
		return IMPORT_FAILED;
	import_init(&im, job->b);
	im.format = format;
	im.preamble = preamble != NULL ? preamble : &none;
	im.limits = job->limits;
	im.stream = job->stream;
	im.text = preamble != NULL ? preamble->text : (struct str){im.stream->p, im.stream->n};
	if (format->by_part)
		im.text = STR("");
	im.line_number = im.preamble->lines;
	result = format->read(&im, err);
	assert(!im.mine || result != IMPORT_NOT_MINE);
	if (im.broken) {
		*err = im.why;
		result = IMPORT_FAILED;
	}
	if (result == IMPORT_READ && !import_finish(&im, err))
		result = IMPORT_FAILED;
	import_release(&im);
	return result;
}

/* How many rows there are up to the last that has a reader. */
static size_t count_readers(const struct import_job *job)
{
	size_t n = job->n;

	while (n > 0 && job->formats[n - 1].read == NULL)
		n--;
	return n;
}

/*
 * Lets all readers try whose format claims the text, up to a format that claims it and is not read.
 * When it is none's, err has what the first one said that said something.
 */
static enum import_result try_all(struct import_job *job, const struct import_preamble *preamble,
	struct err *err)
{
	struct str text = preamble != NULL ? str_sub(preamble->text, 0, STREAM_HEAD)
					   : stream_head(job->stream);
	struct import_head head = import_look(text);
	struct err first = {0};

	for (size_t i = 0, n = count_readers(job); i < n; i++) {
		const struct import_format *format = &job->formats[i];
		struct err why = {0};
		enum import_result result;

		if (!import_claims(format, &head))
			continue;
		if (format->read == NULL)
			break;
		job->claimed = true;
		result = try(job, format, preamble, &why);
		if (result == IMPORT_READ)
			return result;
		if (first.text[0] == '\0')
			first = why;
		if (result == IMPORT_FAILED) {
			*err = why;
			return result;
		}
	}
	*err = first;
	return IMPORT_NOT_MINE;
}

/* Tries what stands behind or between other text. */
static enum import_result try_behind(struct import_job *job, struct err *err)
{
	struct import_preamble preamble;
	enum import_result result = IMPORT_NOT_MINE;
	bool found;

	job->claimed = true;
	if (!hold_all(job->stream, err))
		return IMPORT_FAILED;
	if (!import_preamble_open(&preamble, (struct str){job->stream->p, job->stream->n},
		    stream_memory_limit(job->stream), &found, err))
		result = IMPORT_FAILED;
	else if (found)
		result = try_all(job, &preamble, err);
	import_preamble_close(&preamble);
	return result;
}

/*
 * Says what the file is, and what to do with it: a better error than where it stops making sense.
 * Leaves err as it is when the file is empty or begins as a profile.proto does, for then it is
 * damaged or cut off.
 */
static void name_file(const struct import_job *job, struct err *err)
{
	struct import_head head = import_look(stream_head(job->stream));

	if (head.bytes.n == 0)
		return;
	for (size_t i = 0; i < job->n; i++) {
		const struct import_format *format = &job->formats[i];

		if (format->read != NULL || !import_claims(format, &head))
			continue;
		if (format->explain != NULL)
			format->explain(head.bytes, err);
		else
			err_set(err, "%s%s", format->name, format->instead);
		return;
	}
	if (!profile_looks_like(head.bytes))
		err_set(err, "%s", profile_unknown);
}

static bool read_any(struct import_job *job, struct err *err)
{
	enum import_result result;

	if (!stream_fill(job->stream, STREAM_HEAD, err))
		return false;
	result = try_all(job, NULL, err);
	if (result == IMPORT_NOT_MINE && err->text[0] == '\0' &&
		import_preamble_claims(stream_head(job->stream)))
		result = try_behind(job, err);
	if (result == IMPORT_READ || err->text[0] != '\0')
		return result == IMPORT_READ;
	if (job->claimed)
		err_set(err, "%s", profile_unknown);
	else if (profile_decode(job->b, job->stream, err))
		return true;
	if (!job->stream->unreadable)
		name_file(job, err);
	return false;
}

bool import_profile_of(const struct import_format *formats, size_t n, struct builder *b,
	struct input *in, const struct load_limits *limits, struct err *err)
{
	struct import_job job = {formats, n, b, stream_open(in, limits), limits, false};
	struct err why = {0};
	bool ok = read_any(&job, &why);

	stream_close(job.stream);
	if (!ok)
		*err = why;
	return ok;
}

bool import_profile(struct builder *b, struct input *in, const struct load_limits *limits,
	struct err *err)
{
	return import_profile_of(import_formats, import_n_formats, b, in, limits, err);
}
