// Writes down what SQLite takes for the claiming statement: loaded before TaskFlow's own libraries (LD_PRELOAD), it stands before
// sqlite3_step. One line for each step of it that gave a row: milliseconds, into the file CLAIM_TIMES.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct sqlite3_stmt;
extern const char *sqlite3_sql(struct sqlite3_stmt *);

static double milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

int sqlite3_step(struct sqlite3_stmt *statement) {
    static int (*step)(struct sqlite3_stmt *);
    static FILE *file;
    if (step == NULL) step = (int (*)(struct sqlite3_stmt *))dlsym(RTLD_NEXT, "sqlite3_step");
    const char *text = sqlite3_sql(statement);
    if (text == NULL || strncmp(text, "WITH RECURSIVE ranges", 21) != 0 || strstr(text, "UPDATE tasks") == NULL) return step(statement);
    // Writers take turns: no other thread is here.
    if (file == NULL) file = fopen(getenv("CLAIM_TIMES"), "a");
    double begun = milliseconds();
    int code = step(statement);
    double passed = milliseconds() - begun;
    if (file != NULL && code == 100) {
        fprintf(file, "%.4f\n", passed);
        fflush(file);
    }
    return code;
}
