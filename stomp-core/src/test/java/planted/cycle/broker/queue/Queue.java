package planted.cycle.broker.queue;

import planted.cycle.broker.tree.Tree;

/** Half of a cycle. */
public interface Queue {
    /** {@return the other half} */
    Tree tree();
}
