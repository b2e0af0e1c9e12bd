/** ActiveMQ Artemis in memory, measured as Stampede is. */
@NullMarked
package io.github.stampedestomp.peers.artemis;

import org.jspecify.annotations.NullMarked;
