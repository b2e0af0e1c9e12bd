/** Turns bytes into frames and frames into bytes, as each version of STOMP wants it. */
@NullMarked
package io.github.stampedestomp.codec;

import org.jspecify.annotations.NullMarked;
