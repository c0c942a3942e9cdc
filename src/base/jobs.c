#include "base/jobs.h"

#include <glib.h>

struct run {
    void (*fn)(size_t, unsigned, void *);
    void *context;
    size_t n, next; /* `next` is taken atomically */
};

struct worker {
    struct run *run;
    unsigned number;
};

unsigned jobs_default(void)
{
    return g_get_num_processors();
}

static gpointer work(gpointer p)
{
    const struct worker *w = p;
    struct run *run = w->run;

    for (;;) {
        size_t i = __atomic_fetch_add(&run->next, 1, __ATOMIC_RELAXED);
        if (i >= run->n)
            return NULL;
        run->fn(i, w->number, run->context);
    }
}

void jobs_run(unsigned threads, size_t n, void (*fn)(size_t, unsigned, void *), void *context)
{
    struct run run = {.fn = fn, .context = context, .n = n};

    if (threads > n)
        threads = (unsigned)n;
    if (threads <= 1) {
        work(&(struct worker){&run, 0});
        return;
    }
    struct worker *workers = g_new(struct worker, threads);
    GThread **handles = g_new0(GThread *, threads);
    for (unsigned i = 0; i < threads; i++) {
        workers[i] = (struct worker){&run, i};
        if (i > 0) /* a thread that cannot be started leaves its share to the others */
            handles[i] = g_thread_try_new("mkbook", work, &workers[i], NULL);
    }
    work(&workers[0]);
    for (unsigned i = 1; i < threads; i++)
        if (handles[i] != NULL)
            g_thread_join(handles[i]);
    g_free(handles);
    g_free(workers);
}
