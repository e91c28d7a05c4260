#include "CLibPQ.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    size_t offset;
} functions[] = {
#define LIBPQ_ENTRY(name) {#name, offsetof(struct libpq_functions, name)},
    LIBPQ_FUNCTIONS(LIBPQ_ENTRY)
#undef LIBPQ_ENTRY
};

int libpq_load(const char *file, struct libpq_functions *table, char *why, unsigned long size) {
    memset(table, 0, sizeof *table);
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        snprintf(why, size, "%s", dlerror());
        return 0;
    }
    for (size_t index = 0; index < sizeof functions / sizeof functions[0]; index++) {
        void *address = dlsym(library, functions[index].name);
        if (!address) {
            snprintf(why, size, "%s has no %s", file, functions[index].name);
            memset(table, 0, sizeof *table);
            dlclose(library);
            return 0;
        }
        memcpy((char *)table + functions[index].offset, &address, sizeof address);
    }
    return 1;
}
