// The files of the web board, in the program: each by its path in Sources/TaskFlowWeb/Assets. And the compression that they
// are served with.

#ifndef TASKFLOW_WEB_ASSETS_H
#define TASKFLOW_WEB_ASSETS_H

#include <stddef.h>

struct taskflow_asset {
    const char *name;
    const unsigned char *bytes;
    size_t count;
};

// The files, in the order in which scripts/embed-assets.sh lists them; *count says how many.
const struct taskflow_asset *taskflow_assets(size_t *count);

// Swagger UI and ReDoc, named docs/…: those files of them that were fetched before the build.
const struct taskflow_asset *taskflow_docs_assets(size_t *count);

// Compresses bytes as gzip (RFC 1952) into a buffer, and answers how many bytes that took: 0 where the buffer is too small.
size_t taskflow_gzip(const unsigned char *bytes, size_t count, unsigned char *buffer, size_t capacity);

// How large that buffer must be.
size_t taskflow_gzip_bound(size_t count);

#endif
