/** SockJS: conversations of strings with browsers, over WebSocket or, where that is broken, over plain HTTP. */
@NullMarked
package io.github.stampedestomp.server.sockjs;

import org.jspecify.annotations.NullMarked;
