/** The server of Java-WebSocket with next to no STOMP: a floor to compare with. */
@NullMarked
package io.github.stampedestomp.peers.javawebsocket;

import org.jspecify.annotations.NullMarked;
