// Loaded before the server where valgrind runs it: valgrind 3.19 writes into the mask that a program gives to sigsuspend, and
// libdispatch's lies where nobody may write. This one hands a copy over.
#define _GNU_SOURCE
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

int sigsuspend(const sigset_t *mask) {
    sigset_t own = *mask;
    // The kernel's mask has a bit for each of 64 signals; that of the library is longer.
    return (int)syscall(SYS_rt_sigsuspend, &own, 8);
}
