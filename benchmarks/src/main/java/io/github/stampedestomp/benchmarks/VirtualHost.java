package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.util.Arrays;

/** The part of a RabbitMQ that one server has for itself, so that none gets what another sends. */
record VirtualHost(RabbitMq node, String name) {
    private static final String COUNTS = """
            #{messages_delivered_total := Messages} = maps:get(
                [{protocol, amqp091}, {queue_type, rabbit_classic_queue}], rabbit_global_counters:overview()),
            {Messages,
                length(rabbit_connection_tracking:list(<<"%1$s">>)),
                length(rabbit_amqqueue:list(<<"%1$s">>))}.""";

    /**
     * What the node counts by itself, whether it is asked or not.
     *
     * @param handedOver how many messages it has handed over to whoever has subscribed, in all virtual hosts
     * @param connections how many there are to this virtual host
     * @param queues how many there are in it
     */
    record Counts(long handedOver, long connections, long queues) {
        /** Reads a tuple as Erlang prints it. */
        static Counts parse(String tuple) {
            long[] numbers = Arrays.stream(tuple.replaceAll("[{}\\s]", "").split(",", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            return new Counts(numbers[0], numbers[1], numbers[2]);
        }
    }

    Counts counts() throws IOException {
        return Counts.parse(node.evaluate(COUNTS.formatted(name)));
    }
}
