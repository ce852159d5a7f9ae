/*
 * base64.h: Writes bytes as text in base64 (RFC 4648, with padding).
 */
#ifndef CPROF_BASE_BASE64_H
#define CPROF_BASE_BASE64_H

#include "base/out.h"

void base64_put(struct out *o, struct str bytes);

#endif
