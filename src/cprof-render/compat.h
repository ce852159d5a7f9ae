/*
 * compat.h: hides differences between releases of Graphviz (2.42 to 14), which meson.build has
 * found, and between ordinary builds and those with sanitizers.
 */
#ifndef CPROF_CPROF_RENDER_COMPAT_H
#define CPROF_CPROF_RENDER_COMPAT_H

#include <gvc.h>

#if defined(__SANITIZE_ADDRESS__)
#define COMPAT_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define COMPAT_SANITIZED 1
#endif
#endif
#ifndef COMPAT_SANITIZED
#define COMPAT_SANITIZED 0
#endif

/* The names of the plugins of a kind. The caller frees each of them and the list; *n may be 0. */
static inline char **compat_plugins(GVC_t *gvc, const char *kind, int *n)
{
	char **names;

	*n = 0;
#ifdef COMPAT_PLUGIN_LIST_4
	names = gvPluginList(gvc, kind, n, NULL);
#else
	names = gvPluginList(gvc, kind, n);
#endif
	return names;
}

/* Early releases have no const. */
static inline Agsym_t *compat_attr(Agraph_t *g, int kind, const char *name, const char *value)
{
	return agattr(g, kind, (char *)name, (char *)value);
}

/* Sets an attribute to a text, whatever it looks like. */
static inline void compat_set(void *object, Agsym_t *attr, const char *text)
{
#ifdef COMPAT_SET_TEXT
	agxset_text(object, attr, text);
#else
	agxset(object, attr, (char *)text);
#endif
}

#endif
