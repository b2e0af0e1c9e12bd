/** Event loops that own sockets, their queues and timers; bytes in, bytes out. */
@NullMarked
package io.github.stampedestomp.server.net;

import org.jspecify.annotations.NullMarked;
