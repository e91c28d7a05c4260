#include "CWebAssets.h"

#include <zlib.h>

// 31: gzip's header, and the largest window.
static int begin(z_stream *stream) { return deflateInit2(stream, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY); }

size_t taskflow_gzip_bound(size_t count) {
    z_stream stream = {0};
    if (begin(&stream) != Z_OK) return 0;
    size_t bound = deflateBound(&stream, count);
    deflateEnd(&stream);
    return bound;
}

size_t taskflow_gzip(const unsigned char *bytes, size_t count, unsigned char *buffer, size_t capacity) {
    z_stream stream = {0};
    if (begin(&stream) != Z_OK) return 0;
    stream.next_in = (unsigned char *)bytes;
    stream.avail_in = (uInt)count;
    stream.next_out = buffer;
    stream.avail_out = (uInt)capacity;
    int end = deflate(&stream, Z_FINISH);
    size_t written = stream.total_out;
    deflateEnd(&stream);
    return end == Z_STREAM_END ? written : 0;
}
