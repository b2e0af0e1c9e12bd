/** The STOMP server of Vert.x, measured as Stampede is. */
@NullMarked
package io.github.stampedestomp.peers.vertx;

import org.jspecify.annotations.NullMarked;
