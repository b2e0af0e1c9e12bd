package planted.cycle.net.tls;

import planted.cycle.net.loop.Loop;

/** Half of a cycle. */
public interface Tls {
    /** {@return the other half} */
    Loop loop();
}
