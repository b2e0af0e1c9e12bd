/** Benchmarks of the way to the subscribers, beside what they measure. */
@NullMarked
package io.github.stampedestomp.broker;

import org.jspecify.annotations.NullMarked;
