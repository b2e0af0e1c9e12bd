/** Counts what happens in a server, and shows it: metrics, health, events of the flight recorder. */
@NullMarked
package io.github.stampedestomp.server.monitor;

import org.jspecify.annotations.NullMarked;
