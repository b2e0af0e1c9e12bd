/** What all servers have in common whose costs are compared. */
@NullMarked
package io.github.stampedestomp.measured;

import org.jspecify.annotations.NullMarked;
