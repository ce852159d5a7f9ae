/*
 * failure.c: tables of messages for libcurl's error codes and for HTTP status codes.
 */
#include "fetch/failure.h"
#include "base/array.h"

#ifdef HAVE_CURL

static const struct failure failures[] = {
	{CURLE_COULDNT_RESOLVE_HOST, DETAIL_NONE, "the name of the host is not known"},
	{CURLE_COULDNT_RESOLVE_PROXY, DETAIL_NONE,
		"the name of the proxy is not known; see HTTP_PROXY, HTTPS_PROXY and NO_PROXY, or http_proxy ..."},
	{CURLE_COULDNT_CONNECT, DETAIL_SYSTEM, ""},
	{CURLE_GOT_NOTHING, DETAIL_NONE, "the server closed the connection without an answer"},
	{CURLE_RECV_ERROR, DETAIL_REASON, "the connection broke: "},
	{CURLE_SEND_ERROR, DETAIL_REASON, "the connection broke: "},
	{CURLE_PARTIAL_FILE, DETAIL_NONE,
		"the connection closed before the whole profile was there"},
	{CURLE_UNSUPPORTED_PROTOCOL, DETAIL_NONE, "what answers there does not speak HTTP"},
	{CURLE_WEIRD_SERVER_REPLY, DETAIL_NONE, "what answers there does not speak HTTP"},
	{CURLE_OPERATION_TIMEDOUT, DETAIL_NONE, "no answer in time"},
	{CURLE_SSL_CONNECT_ERROR, DETAIL_REASON, "no TLS connection; is it http:// there? "},
	{CURLE_PEER_FAILED_VERIFICATION, DETAIL_REASON,
		"the server's certificate is not trusted (-tls_ca names what to trust, "
		"https+insecure:// trusts all): "},
	{CURLE_SSL_CERTPROBLEM, DETAIL_REASON, "-tls_cert and -tls_key: "},
	{CURLE_SSL_CACERT_BADFILE, DETAIL_REASON,
		"the certificates to trust cannot be read (-tls_ca names others, https+insecure:// "
		"trusts all; the system's are in ca-certificates): "},
};

struct failure failure_of_code(CURLcode code)
{
	for (size_t i = 0; i < ARRAY_LEN(failures); i++)
		if (failures[i].code == code)
			return failures[i];
	return (struct failure){code, DETAIL_REASON, ""};
}

const char *failure_of_status(long status)
{
	static const struct status_text {
		long status;
		const char *phrase;
	} rows[] = {
		{204, "No Content"},
		{400, "Bad Request"},
		{401, "Unauthorized"},
		{403, "Forbidden"},
		{404, "Not Found"},
		{405, "Method Not Allowed"},
		{429, "Too Many Requests"},
		{500, "Internal Server Error"},
		{502, "Bad Gateway"},
		{503, "Service Unavailable"},
		{504, "Gateway Timeout"},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (rows[i].status == status)
			return rows[i].phrase;
	return "";
}

#endif
