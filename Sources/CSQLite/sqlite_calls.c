#include "sqlite_calls.h"

#include <sqlite3.h>

int sqlite_keep_log(void *connection) {
    int is_kept = 0;
    int result = sqlite3_db_config((sqlite3 *)connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &is_kept);
    return result == SQLITE_OK && is_kept;
}

int sqlite_leave_memory_uncounted(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK; }
