/*
 * save.h: the copy that is kept of a profile from a server.
 *
 * In: the loaded profile. Out: a file, and its path in the caller's arena. The folder and the name follow
 * pprof (setTmpDir in internal/driver/fetch.go, newTempFile in tempfile.go): $PPROF_TMPDIR, else
 * $HOME/pprof, else the folder for temporary files, each made when it is not there; the name is
 * pprof.BINARY.TYPE.TYPE.001.pb.gz with the first number that is free. Ours: what the profile says cannot
 * lead out of the folder, and long names are cut.
 */
#ifndef CPROF_FETCH_SAVE_H
#define CPROF_FETCH_SAVE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/out.h"
#include "profile/profile.h"

/*
 * Writes the copy. notes gets a line for each folder that could not be used. A failure is no reason to
 * show no report: the caller tells it as a note, "Could not save profile: ...".
 */
bool save_profile(struct arena *a, const struct profile *p, struct str *path, struct out *notes,
	struct err *err);

#endif
