package io.github.stampedestomp.user;

import java.util.List;

/**
 * Who subscribes to a destination.
 *
 * @param destination the destination
 * @param subscriptions how many subscriptions it has, those of clients without a name too
 * @param count how many users have one
 * @param users the names of the first of them, in their order, as many as lists may have
 */
public record Present(String destination, int subscriptions, int count, List<String> users) {}
