/** The server that a program embeds: how to set it up, start it, send with it and stop it. */
@NullMarked
package io.github.stampedestomp.server;

import org.jspecify.annotations.NullMarked;
