/*
 * flame-screen.h: `flame` as a full screen of the terminal.
 */
#ifndef CPROF_SCREEN_FLAME_SCREEN_H
#define CPROF_SCREEN_FLAME_SCREEN_H

#include "command/complete.h"
#include "session/run.h"

/* What a screen does for whoever opens it. The screen fills it in. */
struct screen_hooks {
	void *screen;
	/* Makes the terminal as usual, before something is printed. It may be that already. */
	void (*leave)(void *screen);
	/* Shows a line for the user. False: the terminal is as usual, so the caller prints it. */
	bool (*say)(void *screen, struct str line);
};

/*
 * What a screen needs of whoever opens it. The functions get `context`. While one of them runs, no request of the
 * screen is under way, unless it says otherwise, so that it may change the store.
 */
struct screen_host {
	void *context;
	const struct store *store;
	struct config *config; /* keys that set options of the view set them here, too */
	struct arena *life;    /* of their texts */
	struct str tools;      /* where objdump is */
	struct str title;      /* what is loaded, for the header */
	int keys;              /* a terminal, where keys come from */
	bool color;
	struct screen_hooks *hooks; /* what is printed while the screen is open has to go by them */

	/* The store gets what the command needs. It is called before each request. */
	bool (*prepare)(void *context, const struct request *q, struct err *err);

	/* Executes a line of the console. *leaving becomes true when the line leaves the console. */
	bool (*execute)(void *context, struct str line, bool *leaving, struct err *err);

	/* Completes the text before the cursor. A request may be under way. *c is valid until the next call. */
	void (*complete)(void *context, struct str line, struct completion *c);

	/* Writes a report of these options to the file, as the verb `save` does. A request may be under way. */
	bool (*save)(void *context, struct str path, const struct config *config, struct err *err);

	/* Runs a command of the shell, which has the terminal. A request may be under way. */
	bool (*run)(void *context, struct str command, struct err *err);
};

/*
 * Shows the request, of a command that has a screen, until the user leaves. Where *shown is false, there was nothing
 * to see, and the caller prints the request as text. False with the reason: why there was nothing to see, if that is
 * not the request, or why the request failed later on.
 */
bool screen_flame(const struct screen_host *host, const struct request *q, bool *shown,
	struct err *err);

#endif
