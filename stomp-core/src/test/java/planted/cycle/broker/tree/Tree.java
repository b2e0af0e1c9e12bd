package planted.cycle.broker.tree;

import planted.cycle.broker.queue.Queue;

/** Half of a cycle. */
public interface Tree {
    /** {@return the other half} */
    Queue queue();
}
