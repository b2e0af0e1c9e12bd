package io.github.stampedestomp.examples.chat;

/**
 * Somebody who has been here.
 *
 * @param name the name
 * @param online whether the person is here now
 * @param at when the person came or left, as in ISO 8601
 */
record Person(String name, boolean online, String at) {}
