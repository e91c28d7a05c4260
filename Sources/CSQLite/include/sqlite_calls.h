// What Swift cannot call of SQLite: functions with any number of arguments.

#ifndef TASKFLOW_SQLITE_CALLS_H
#define TASKFLOW_SQLITE_CALLS_H

// Has a connection (sqlite3 *) be closed without its log being moved into the file, and without files being deleted by their
// names. Answers 1, or 0 where SQLite will not.
int sqlite_keep_log(void *connection);

// Has SQLite allocate memory without counting it, which takes a lock of the whole process at each allocation. Counts before the
// first connection is opened and no later. Answers 1, or 0 where SQLite is in use already.
int sqlite_leave_memory_uncounted(void);

#endif
