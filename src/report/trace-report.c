/*
 * trace-report.c: what the reports on execution traces share.
 */
#include "report/trace-report.h"

#include "base/num.h"

bool trace_time(struct str text, const char *name, int64_t *nanos, struct err *err)
{
	static const struct {
		struct str unit;
		double nanos;
	} units[] = {{{"ns", 2}, 1}, {{"us", 2}, 1e3}, {{"ms", 2}, 1e6}, {{"s", 1}, 1e9},
		{{"", 0}, 1e9}};

	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		double v;

		if (!str_ends(text, units[i].unit))
			continue;
		if (!num_float(str_sub(text, 0, text.n - units[i].unit.n), &v) || !(v >= 0) ||
			v * units[i].nanos > 1e18)
			break;
		*nanos = (int64_t)(v * units[i].nanos);
		return true;
	}
	return err_set(err,
		"%s takes a time since the begin of the trace, such as 1.5s or 300ms, not \"%.*s\"",
		name, STR_ARG(text));
}

struct str trace_time_text(const struct report *r, int64_t nanos)
{
	return table_value_text(r->arena, &r->values, nanos);
}

bool trace_report_begin(struct report *r, const struct trace_tables **t, struct table_facts *facts,
	struct err *err)
{
	const struct config *asked = r->asked != NULL ? r->asked : r->config;

	if (asked->anon)
		return err_set(err, "%s: anon cannot hide the names of an execution trace",
			r->name);
	if (r->profile->trace == NULL)
		return err_set(err,
			"%s is about an execution trace of Go, one alone and without a base: "
			"cprof -%s trace.out",
			r->name, r->name);
	*t = r->profile->trace;
	r->values.sample_unit = STR("nanoseconds");
	if (str_eq(r->values.unit, STR("minimum")))
		r->values.unit = STR("auto");
	r->values.total = (*t)->duration;
	*facts = report_facts(r, NULL, 0);
	facts->source.type = STR("time");
	return true;
}
