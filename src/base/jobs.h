/* Parallel loops: the only place that starts threads.
 *
 * jobs_run calls fn once for each index below n, spread over up to `threads` threads, and returns
 * when all are done. `worker` is below `threads` and no two calls with the same worker run at the
 * same time, so it may index per-thread state. fn must not depend on the order of the calls: the
 * result of a build is the same for any number of threads. Any module may include this header. */
#ifndef BASE_JOBS_H
#define BASE_JOBS_H

#include <stddef.h>

/* The number of threads to use when the user names none: the processors this process may use. */
unsigned jobs_default(void);

void jobs_run(unsigned threads, size_t n, void (*fn)(size_t index, unsigned worker, void *context),
              void *context);

#endif
