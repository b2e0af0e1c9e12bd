/** Benchmarks of SockJS's messages, beside what they measure. */
@NullMarked
package io.github.stampedestomp.server.sockjs;

import org.jspecify.annotations.NullMarked;
