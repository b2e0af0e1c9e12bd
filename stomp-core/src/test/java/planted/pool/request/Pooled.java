package planted.pool.request;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** A request channel that makes its own pool. */
class Pooled {
    final Executor executor = Executors.newCachedThreadPool();
}
