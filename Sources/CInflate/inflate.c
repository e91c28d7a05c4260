#include "inflate.h"

#include <stdlib.h>
#include <zlib.h>

unsigned char *taskflow_inflate(const unsigned char *packed, size_t count, size_t limit, long *size) {
    z_stream stream = {0};
    *size = 0;
    // Negative: without a header, as zip keeps it.
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return NULL;
    size_t room = count * 4 + 1024;
    if (room > limit) room = limit;
    unsigned char *unpacked = malloc(room ? room : 1);
    stream.next_in = (unsigned char *)packed;
    stream.avail_in = (unsigned)count;
    int state = Z_OK;
    size_t used = 0;
    while (unpacked && state == Z_OK) {
        if (used == room) {
            if (room == limit) { *size = (long)limit + 1; break; }
            room = room > limit / 2 ? limit : room * 2;
            unsigned char *larger = realloc(unpacked, room);
            if (!larger) break;
            unpacked = larger;
        }
        stream.next_out = unpacked + used;
        stream.avail_out = (unsigned)(room - used);
        state = inflate(&stream, Z_NO_FLUSH);
        used = room - stream.avail_out;
        if (state == Z_BUF_ERROR && used < room) break;
        if (state == Z_BUF_ERROR) state = Z_OK;
    }
    inflateEnd(&stream);
    if (state == Z_STREAM_END) { *size = (long)used; return unpacked; }
    free(unpacked);
    return NULL;
}

void taskflow_inflate_free(unsigned char *unpacked) { free(unpacked); }

unsigned int taskflow_crc32(const unsigned char *data, size_t count) {
    return (unsigned int)crc32(crc32(0, NULL, 0), data, (unsigned)count);
}
