/** One client's conversation with the server, from CONNECT to the end. */
@NullMarked
package io.github.stampedestomp.session;

import org.jspecify.annotations.NullMarked;
