/*
 * moment.c: reads moments: "now-1h", Unix time, RFC 3339.
 */
#include "fetch/moment.h"

#include "base/ascii.h"
#include "base/num.h"

#define MS 1000LL
#define DAY (24LL * 60 * 60 * MS)
#define MOMENT_MAX (2932897LL * DAY - 1) /* the end of 9999 */
#define MS_FROM 100000000000LL           /* from here on a number is milliseconds: that is 1973 */

static bool take(struct str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

/* Takes a number of exactly n digits. */
static bool take_digits(struct str *s, size_t n, int64_t *v)
{
	for (size_t i = 0; i < n; i++)
		if (i >= s->n || !ascii_is_digit(s->p[i]))
			return false;
	if (!num_int(str_sub(*s, 0, n), 10, v))
		return false;
	*s = str_from(*s, n);
	return true;
}

/* The milliseconds of a unit of time; 0: none. */
static int64_t unit_ms(char c)
{
	switch (c) {
	case 's':
		return MS;
	case 'm':
		return MS * 60;
	case 'h':
		return MS * 60 * 60;
	case 'd':
		return DAY;
	case 'w':
		return DAY * 7;
	default:
		return 0;
	}
}

/* "", "-1h" or "+5m". */
static bool parse_offset(struct str s, int64_t *offset_ms)
{
	bool minus = take(&s, '-');
	int64_t n, unit;

	*offset_ms = 0;
	if (s.n == 0)
		return !minus;
	if ((!minus && !take(&s, '+')) || s.n < 2 || !ascii_is_digit(s.p[0]))
		return false;
	unit = unit_ms(s.p[s.n - 1]);
	if (unit == 0 || !num_int(str_sub(s, 0, s.n - 1), 10, &n) || n > MOMENT_MAX / unit)
		return false;
	*offset_ms = (minus ? -n : n) * unit;
	return true;
}

static bool is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* The days from 1970-01-01 to a day; -1 when the calendar has no such day, or it is before. */
static int64_t days_to(int64_t year, int64_t month, int64_t day)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int64_t days = day - 1;

	if (year < 1970 || month < 1 || month > 12 || day < 1 ||
		day > lengths[month - 1] + (month == 2 && is_leap(year)))
		return -1;
	for (int64_t m = 1; m < month; m++)
		days += lengths[m - 1] + (m == 2 && is_leap(year));
	for (int64_t y = 1970; y < year; y++)
		days += is_leap(y) ? 366 : 365;
	return days;
}

/* ".25": the milliseconds; further digits count for nothing. */
static bool take_fraction(struct str *s, int64_t *ms)
{
	int64_t digit = 100;

	*ms = 0;
	if (!take(s, '.'))
		return true;
	if (s->n == 0 || !ascii_is_digit(s->p[0]))
		return false;
	for (; s->n != 0 && ascii_is_digit(s->p[0]); *s = str_from(*s, 1)) {
		*ms += (s->p[0] - '0') * digit;
		digit /= 10;
	}
	return true;
}

/* "Z" or "+01:00", which ends the text. */
static bool take_zone(struct str s, int64_t *ms)
{
	int64_t hours, minutes;
	bool minus = str_starts(s, STR("-"));

	*ms = 0;
	if (str_eq(s, STR("Z")) || str_eq(s, STR("z")))
		return true;
	if ((!take(&s, '+') && !take(&s, '-')) || !take_digits(&s, 2, &hours) || !take(&s, ':') ||
		!take_digits(&s, 2, &minutes) || s.n != 0 || hours > 23 || minutes > 59)
		return false;
	*ms = (hours * 60 + minutes) * 60 * MS * (minus ? -1 : 1);
	return true;
}

static bool parse_rfc3339(struct str s, int64_t *ms)
{
	int64_t year, month, day, hour, minute, second, fraction, zone, days;

	if (!take_digits(&s, 4, &year) || !take(&s, '-') || !take_digits(&s, 2, &month) ||
		!take(&s, '-') || !take_digits(&s, 2, &day) || (!take(&s, 'T') && !take(&s, 't')) ||
		!take_digits(&s, 2, &hour) || !take(&s, ':') || !take_digits(&s, 2, &minute) ||
		!take(&s, ':') || !take_digits(&s, 2, &second) || !take_fraction(&s, &fraction) ||
		!take_zone(s, &zone))
		return false;
	days = days_to(year, month, day);
	if (days < 0 || hour > 23 || minute > 59 || second > 60)
		return false;
	*ms = days * DAY + ((hour * 60 + minute) * 60 + second) * MS + fraction - zone;
	return true;
}

bool moment_parse(struct str s, int64_t now_ms, int64_t *ms)
{
	int64_t v;

	if (str_starts(s, STR("now"))) {
		if (!parse_offset(str_from(s, STR("now").n), &v))
			return false;
		v += now_ms;
	} else if (s.n != 0 && ascii_is_digit(s.p[0]) && num_int(s, 10, &v)) {
		if (v < MS_FROM)
			v *= MS;
	} else if (!parse_rfc3339(s, &v)) {
		return false;
	}
	if (v < 0 || v > MOMENT_MAX)
		return false;
	*ms = v;
	return true;
}
