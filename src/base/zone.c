/*
 * zone.c: reads TZ and converts a moment to local time as Go does.
 */
#include "base/zone.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_zone_file(const char *path)
{
	static const char magic[] = {'T', 'Z', 'i', 'f'};
	char begin[sizeof(magic)];
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool ok;

	if (fd < 0)
		return false;
	ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		read(fd, begin, sizeof(begin)) == sizeof(begin) &&
		memcmp(begin, magic, sizeof(magic)) == 0;
	close(fd);
	return ok;
}

/* True when the C library reads TZ as Go does. */
static bool is_known(const char *tz)
{
	char path[512];
	int n;

	if (tz == NULL)
		return true;
	tz += tz[0] == ':';
	if (tz[0] == '\0')
		return false;
	n = snprintf(path, sizeof(path), "%s%s", tz[0] == '/' ? "" : "/usr/share/zoneinfo/", tz);
	return n > 0 && (size_t)n < sizeof(path) && is_zone_file(path);
}

bool zone_time(time_t moment, struct tm *tm)
{
	if (is_known(getenv("TZ")))
		return localtime_r(&moment, tm) != NULL;
	if (gmtime_r(&moment, tm) == NULL)
		return false;
	tm->tm_zone = "UTC";
	return true;
}
