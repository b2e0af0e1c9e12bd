/** A small messenger, rooms and people: a page, and the server it talks to. */
@NullMarked
package io.github.stampedestomp.examples.chat;

import org.jspecify.annotations.NullMarked;
