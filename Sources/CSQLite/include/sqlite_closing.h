// What Swift cannot call of SQLite: functions with any number of arguments.

#ifndef TASKFLOW_SQLITE_CLOSING_H
#define TASKFLOW_SQLITE_CLOSING_H

// Has a connection (sqlite3 *) be closed without its log being moved into the file, and without files being deleted by their
// names. Answers 1, or 0 where SQLite will not.
int sqlite_keep_log(void *connection);

#endif
