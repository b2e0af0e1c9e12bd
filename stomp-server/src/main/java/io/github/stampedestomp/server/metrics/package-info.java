/** What a server counts and measures, to be read by whatever watches it. */
@NullMarked
package io.github.stampedestomp.server.metrics;

import org.jspecify.annotations.NullMarked;
