/** A server in ten lines. */
@NullMarked
package io.github.stampedestomp.examples.smallest;

import org.jspecify.annotations.NullMarked;
