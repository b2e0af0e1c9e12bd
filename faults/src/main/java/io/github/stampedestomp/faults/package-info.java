/** Brings about what can go wrong around a server, and measures from outside what becomes of it. */
@NullMarked
package io.github.stampedestomp.faults;

import org.jspecify.annotations.NullMarked;
