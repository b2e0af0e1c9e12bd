/** Spring's brokers, measured as Stampede is. */
@NullMarked
package io.github.stampedestomp.peers.spring;

import org.jspecify.annotations.NullMarked;
