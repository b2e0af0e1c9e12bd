/** Hands what clients ask of the application to its own code, and sends what the application has to say. */
@NullMarked
package io.github.stampedestomp.request;

import org.jspecify.annotations.NullMarked;
