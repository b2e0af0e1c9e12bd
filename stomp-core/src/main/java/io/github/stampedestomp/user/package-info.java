/** Who is connected, and under which name. */
@NullMarked
package io.github.stampedestomp.user;

import org.jspecify.annotations.NullMarked;
