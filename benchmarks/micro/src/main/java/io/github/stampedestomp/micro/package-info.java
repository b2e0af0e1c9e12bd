/** What all small benchmarks have in common. */
@NullMarked
package io.github.stampedestomp.micro;

import org.jspecify.annotations.NullMarked;
