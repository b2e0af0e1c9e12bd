package planted.cycle.net.loop;

import planted.cycle.net.tls.Tls;

/** Half of a cycle. */
public interface Loop {
    /** {@return the other half} */
    Tls tls();
}
