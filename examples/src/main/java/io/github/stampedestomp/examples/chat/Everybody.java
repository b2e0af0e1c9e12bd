package io.github.stampedestomp.examples.chat;

import java.util.List;

/**
 * All who have been here, as far as the chat remembers.
 *
 * @param at when it was so, as in ISO 8601
 * @param people the people
 */
record Everybody(String at, List<Person> people) {}
