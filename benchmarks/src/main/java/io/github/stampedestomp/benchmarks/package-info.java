/** Measures what a delivery costs the server, and checks each delivery on the way. */
@NullMarked
package io.github.stampedestomp.benchmarks;

import org.jspecify.annotations.NullMarked;
