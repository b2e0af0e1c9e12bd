/** Files for browsers, such as the page of an example. */
@NullMarked
package io.github.stampedestomp.server.page;

import org.jspecify.annotations.NullMarked;
