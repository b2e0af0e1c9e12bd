/** Benchmarks of WebSocket's frames, beside what they measure. */
@NullMarked
package io.github.stampedestomp.server.websocket;

import org.jspecify.annotations.NullMarked;
