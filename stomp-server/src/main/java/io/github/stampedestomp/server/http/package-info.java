/** A small HTTP/1.1 server: requests, responses, routes and the way out by an upgrade. */
@NullMarked
package io.github.stampedestomp.server.http;

import org.jspecify.annotations.NullMarked;
