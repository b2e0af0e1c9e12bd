/** Bodies by two libraries of JSON, each in a class of a few lines to be copied. */
@NullMarked
package io.github.stampedestomp.examples.bodies;

import org.jspecify.annotations.NullMarked;
