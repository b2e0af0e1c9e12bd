/** Takes messages in and delivers each to the subscriptions of its destination. */
@NullMarked
package io.github.stampedestomp.broker;

import org.jspecify.annotations.NullMarked;
