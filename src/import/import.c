/*
 * import.c: chooses who reads a file: the decoder of profile.proto, or the reader of another format.
 */
#include "import/import.h"

#include "import/reader.h"
#include "profile/decode.h"

/* Reads a file of an old format, all of it at once. */
static bool read_whole(struct builder *b, struct stream *s, const struct load_limits *limits,
	struct err *err)
{
	bool found;

	while (!s->end) {
		if (!stream_more(s, err))
			return false;
		if (s->n > stream_memory_limit(s))
			return err_set(err, "%s", stream_memory_refused);
	}
	if (import_decode(b, (struct str){s->p, s->n}, limits, stream_memory_limit(s), &found, err))
		return true;
	if (!found) {
		err_set(err, "%s", profile_unknown);
		sniff(stream_head(s), err);
	}
	return false;
}

static bool read_any(struct builder *b, struct stream *s, const struct load_limits *limits,
	struct err *err)
{
	if (!stream_fill(s, STREAM_HEAD, err))
		return false;
	if (import_claims(stream_head(s)))
		return read_whole(b, s, limits, err);
	if (profile_decode(b, s, err))
		return true;
	/* What the file is says more than where it stops making sense. */
	if (!s->unreadable)
		sniff(stream_head(s), err);
	return false;
}

bool import_profile(struct builder *b, struct input *in, const struct load_limits *limits,
	struct err *err)
{
	struct stream *s = stream_open(in, limits);
	struct err why = {0};
	bool ok = read_any(b, s, limits, &why);

	stream_close(s);
	if (!ok)
		*err = why;
	return ok;
}
