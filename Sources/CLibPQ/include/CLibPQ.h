// libpq, PostgreSQL's own client library, for programs that load it only when they need it.
//
// Linked in the usual way it would come with Kerberos, LDAP and GnuTLS into every process, those on SQLite too: some five
// megabytes that a server without PostgreSQL never uses. So the types come from libpq's own header, the functions through
// the table below, and nothing is linked.

#ifndef TASKFLOW_CLIBPQ_H
#define TASKFLOW_CLIBPQ_H

#if __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#else
#include <libpq-fe.h>
#endif

// Every function that is called. All are there since libpq 14.
#define LIBPQ_FUNCTIONS(F)                                                                                             \
    F(PQcancel) F(PQclear) F(PQcmdStatus) F(PQcmdTuples) F(PQconnectPoll) F(PQconnectStartParams) F(PQconnectdb)       \
    F(PQconninfoFree) F(PQconninfoParse) F(PQconsumeInput) F(PQenterPipelineMode)                                      \
    F(PQerrorMessage) F(PQexec) F(PQfinish) F(PQflush) F(PQfreeCancel) F(PQfreemem) F(PQgetCancel) F(PQgetResult)      \
    F(PQgetisnull) F(PQgetlength) F(PQgetvalue) F(PQisBusy) F(PQlibVersion) F(PQnotifies) F(PQntuples)                 \
    F(PQparameterStatus) F(PQpipelineSync) F(PQresultErrorField) F(PQresultStatus) F(PQsendPrepare)                    \
    F(PQsendQueryParams) F(PQsendQueryPrepared) F(PQsetErrorVerbosity) F(PQsetNoticeReceiver) F(PQsetnonblocking)      \
    F(PQsocket) F(PQstatus)

// Where the functions are, each of the type that libpq's header gives it.
struct libpq_functions {
#define LIBPQ_MEMBER(name) __typeof__(&name) name;
    LIBPQ_FUNCTIONS(LIBPQ_MEMBER)
#undef LIBPQ_MEMBER
};

// The library's file by the system's naming.
#ifdef __APPLE__
#define LIBPQ_FILE "libpq.5.dylib"
#else
#define LIBPQ_FILE "libpq.so.5"
#endif

// Loads the library for the rest of the process's life and fills the table. Answers 1, or 0 with the reason, one line, in
// `why`, which has room for `size` bytes; the table is then empty.
int libpq_load(const char *file, struct libpq_functions *table, char *why, unsigned long size);

#endif
