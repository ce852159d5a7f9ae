/*
 * save.h: keeps a copy of a profile from a server.
 *
 * The folder and the name follow pprof (setTmpDir in internal/driver/fetch.go, newTempFile in
 * tempfile.go): $PPROF_TMPDIR, else $HOME/pprof, else the folder for temporary files; a folder that
 * is missing is made. The name is pprof.BINARY.TYPE.TYPE.001.pb.gz with the first free number.
 * Beyond pprof, names in the profile cannot lead out of the folder, and long names are cut.
 */
#ifndef CPROF_LOAD_SAVE_H
#define CPROF_LOAD_SAVE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/out.h"
#include "profile/profile.h"

/*
 * Writes the copy; *path becomes its path, in the arena. `notes` gets a line for each folder that
 * cannot be used. After a failure the report is shown all the same: the caller prints "Could not
 * save profile: ..." as a note.
 */
bool save_profile(struct arena *a, const struct profile *p, struct str *path, struct out *notes,
	struct err *err);

#endif
