/** The vocabulary of STOMP: frames, commands, headers and versions. */
@NullMarked
package io.github.stampedestomp.frame;

import org.jspecify.annotations.NullMarked;
