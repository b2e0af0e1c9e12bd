package io.github.stampedestomp.examples.chat;

/**
 * Somebody is writing something just now.
 *
 * @param from the name of the writer
 */
record Typing(String from) {}
