/** Benchmarks of decoding and encoding, beside what they measure. */
@NullMarked
package io.github.stampedestomp.codec;

import org.jspecify.annotations.NullMarked;
