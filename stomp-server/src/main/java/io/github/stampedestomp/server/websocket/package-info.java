/** STOMP over WebSocket; no other package sees a type of the WebSocket library. */
@NullMarked
package io.github.stampedestomp.server.websocket;

import org.jspecify.annotations.NullMarked;
