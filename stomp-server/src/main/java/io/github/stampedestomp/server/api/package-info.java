/** The server's own API by HTTP: sending, asking the application, looking at users, sessions and destinations. */
@NullMarked
package io.github.stampedestomp.server.api;

import org.jspecify.annotations.NullMarked;
