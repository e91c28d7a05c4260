#ifndef TASKFLOW_INFLATE_H
#define TASKFLOW_INFLATE_H

#include <stddef.h>

/// Unpacks raw deflate data (RFC 1951) of at most `limit` bytes. Free the result with taskflow_inflate_free.
/// NULL where the data is damaged; where it is larger, `size` is more than `limit` then.
unsigned char *taskflow_inflate(const unsigned char *packed, size_t count, size_t limit, long *size);
void taskflow_inflate_free(unsigned char *unpacked);
/// The checksum that zip keeps of a file's bytes, fewer than 4 GiB.
unsigned int taskflow_crc32(const unsigned char *data, size_t count);

#endif
