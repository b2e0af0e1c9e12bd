/** The broker that joins several servers through an external one, spoken to in STOMP over TCP. */
@NullMarked
package io.github.stampedestomp.server.relay;

import org.jspecify.annotations.NullMarked;
